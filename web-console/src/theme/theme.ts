import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";
import { t } from "~/text/t";

type Ten<T> = [T, T, T, T, T, T, T, T, T, T];
const ramp = (...tokens: Ten<string>): MantineColorsTuple =>
  tokens.map((token) => `var(--${token})`) as unknown as MantineColorsTuple;

/** Mantine wants ten shades; ours are one token that changes with the theme. */
const shades = (token: string): MantineColorsTuple => Array(10).fill(token) as unknown as MantineColorsTuple;

const variantColors: VariantColorsResolver = ({ color, variant }) => {
  const bad = color === "bad";
  const ink = bad ? "var(--bad)" : "var(--accent)";
  switch (variant) {
    case "filled":
      return {
        background: ink,
        hover: bad ? "var(--bad-strong)" : "var(--accent-strong)",
        color: bad ? "var(--on-bad)" : "var(--on-accent)",
        border: "1px solid transparent",
      };
    case "subtle":
    case "transparent":
      return {
        background: "transparent",
        hover: "var(--hover)",
        color: color === "dim" ? "var(--dim)" : ink,
        border: "1px solid transparent",
      };
    default:
      return {
        background: "var(--raised)",
        hover: "var(--hover)",
        color: bad ? "var(--bad)" : "var(--text)",
        border: "1px solid var(--line)",
      };
  }
};

/** A dialog's header is not the page's banner; its button to close has a name, in the language of the moment. */
const dialog = () => ({
  transitionProps: { duration: 120 },
  attributes: { header: { role: "presentation" } },
  closeButtonProps: { "aria-label": t("close") },
});

export const theme = createTheme({
  colors: {
    accent: shades("var(--accent)"),
    bad: shades("var(--bad)"),
    dim: shades("var(--dim)"),
    // Mantine takes borders, fields and hovers from these two ramps, the first in light, the second in dark.
    gray: ramp("panel", "hover", "faint", "line", "edge", "dim", "dim", "text", "text", "text"),
    dark: ramp("text", "dim", "dim", "edge", "edge", "line", "raised", "page", "page", "page"),
  },
  primaryColor: "accent",
  primaryShade: 6,
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "14px", xl: "16px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "20px", xl: "24px" },
  headings: { fontFamily: "var(--font)", fontWeight: "600" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "6px", md: "6px", lg: "6px", xl: "6px" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  variantColorResolver: variantColors,
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } },
    Button: { defaultProps: { size: "xs", variant: "default" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "dim", size: 28 } },
    TextInput: { defaultProps: { size: "xs" } },
    PasswordInput: { defaultProps: { size: "xs" } },
    NumberInput: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs", checkIconPosition: "right", allowDeselect: false } },
    Checkbox: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        events: { hover: true, focus: true, touch: true },
        withArrow: false,
        multiline: true,
      },
    },
    Modal: { defaultProps: () => ({ ...dialog(), centered: true }) },
    Drawer: { defaultProps: dialog },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: "md" } },
  },
});

/** Mantine's own variables point to our tokens, so both themes live in tokens.css alone. */
export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--page)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-bright": "var(--text)",
    "--mantine-color-dimmed": "var(--dim)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-error": "var(--bad)",
    "--mantine-color-placeholder": "var(--dim)",
    "--mantine-color-default": "var(--raised)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--edge)",
    "--mantine-color-disabled": "var(--panel)",
    "--mantine-color-disabled-color": "var(--dim)",
    "--mantine-color-disabled-border": "var(--line)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-strong)",
    "--mantine-primary-color-light": "var(--chosen)",
    "--mantine-primary-color-light-hover": "var(--chosen)",
    "--mantine-primary-color-light-color": "var(--text)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
    "--mantine-shadow-md": "var(--shade)",
  };
  return { variables: {}, light: both, dark: both };
};
