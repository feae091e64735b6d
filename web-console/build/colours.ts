/** Mantine's colours that the theme does not use: the console's own stand in src/theme/tokens.css. */
const UNUSED = /^--mantine-color-(red|pink|grape|violet|indigo|cyan|teal|lime|yellow|orange|green|blue)-/;

/** Leaves them out of the style sheet, a tenth of it. */
export const withoutUnusedColours = {
  postcssPlugin: "naru-colours",
  Declaration(declaration: { prop: string; remove: () => void }) {
    if (UNUSED.test(declaration.prop)) declaration.remove();
  },
};
