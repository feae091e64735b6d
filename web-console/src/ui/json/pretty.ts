import { parse, stringify } from "lossless-json";

/** JSON indented, every number digit for digit as it came. Undefined when the text is no JSON. */
export function pretty(text: string): string | undefined {
  try {
    return stringify(parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

export type Token = { kind: "key" | "string" | "number" | "word" | "plain"; text: string };

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** Splits indented JSON into coloured pieces. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) found.push({ kind: "plain", text: text.slice(end, match.index) });
    const [whole, string, colon, number] = match;
    if (string !== undefined) {
      found.push({ kind: colon === undefined ? "string" : "key", text: string });
      if (colon) found.push({ kind: "plain", text: colon });
    } else found.push({ kind: number === undefined ? "word" : "number", text: whole });
    end = match.index + whole.length;
  }
  if (end < text.length) found.push({ kind: "plain", text: text.slice(end) });
  return found;
}
