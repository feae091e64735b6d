/** How a list's filter reads what was typed. */
export type Matcher = { matches: (text: string) => boolean } | { problem: string };

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");

/**
 * A part of the name, in any case; `*` stands for any characters, and the rest must then fit from beginning to end. With `regular` it is a
 * regular expression that may fit anywhere.
 */
export function matcher(typed: string, regular: boolean): Matcher {
  const wanted = typed.trim();
  if (regular) {
    try {
      const expression = new RegExp(wanted, "i");
      return { matches: (text) => expression.test(text) };
    } catch (problem) {
      return { problem: problem instanceof Error ? problem.message : wanted };
    }
  }
  if (wanted.includes("*")) {
    const expression = new RegExp(`^${escaped(wanted).replaceAll("*", ".*")}$`, "i");
    return { matches: (text) => expression.test(text) };
  }
  const lower = wanted.toLowerCase();
  return { matches: (text) => text.toLowerCase().includes(lower) };
}
