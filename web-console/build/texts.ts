import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/**
 * Compiles the texts in src/text/<language>/ when they are built: the page gets ready parts and needs no parser. Each file there
 * is one object of texts by id and imports only types.
 */
export function texts(): Plugin {
  return {
    name: "naru:texts",
    enforce: "post",
    async transform(code, id) {
      if (!/\/src\/text\/[a-z]{2}\/(?!(index|rest)\.ts)[a-z-]+\.ts$/.test(id)) return undefined;
      const file: { default: Record<string, string> } = await import(
        `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`
      );
      const compiled = Object.entries(file.default).map(([key, text]) => [key, compileMessage(text)]);
      return { code: `export default ${JSON.stringify(Object.fromEntries(compiled))};`, map: null };
    },
  };
}
