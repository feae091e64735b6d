import { parse } from "lossless-json";
import type { Message } from "~/api/types";

/** A text as CEL writes it. */
export const celText = (text: string): string =>
  `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}'`;

/** One more condition behind a filter. */
export function and(filter: string, condition: string): string {
  const before = filter.trim();
  if (before === "") return condition;
  return before.includes("||") ? `(${before}) && ${condition}` : `${before} && ${condition}`;
}

const plainName = /^[A-Za-z_]\w*$/;

/** `value` and `.amount` or `['content-type']`: the way to a field as CEL writes it. */
export const step = (path: string, name: string): string =>
  plainName.test(name) ? `${path}.${name}` : `${path}[${celText(name)}]`;

export interface Field {
  path: string;
  /** As it stands in the JSON, numbers digit for digit. */
  text: string;
  /** As a CEL literal; left out for objects and arrays. */
  literal?: string;
}

const MOST_FIELDS = 200;

function literalOf(value: unknown): string | undefined {
  if (typeof value === "string") return celText(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "object" && "isLosslessNumber" in value) return String(value);
  return undefined;
}

function* walk(value: unknown, path: string): Generator<Field> {
  const literal = literalOf(value);
  if (literal !== undefined) yield { path, text: typeof value === "string" ? value : literal, literal };
  else if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) yield* walk(each, `${path}[${at}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* walk(each, step(path, name));
  }
}

const known = new WeakMap<Message, readonly Field[]>();

/** The fields of a message's value that is JSON, in their order, at most 200. */
export function fieldsOf(message: Message): readonly Field[] {
  const before = known.get(message);
  if (before) return before;
  const fields: Field[] = [];
  if (message.value?.encoding === "text" && /^\s*[[{]/.test(message.value.data)) {
    try {
      for (const field of walk(parse(message.value.data), "value")) {
        if (fields.push(field) >= MOST_FIELDS) break;
      }
    } catch {
      // No JSON, or cut in the middle: no fields to offer.
    }
  }
  known.set(message, fields);
  return fields;
}

export const names = [
  "key",
  "value",
  "keyText",
  "valueText",
  "headers",
  "partition",
  "offset",
  "timestamp",
  "size",
] as const;

/** So many of the newest rows tell which fields there are. */
const ROWS = 200;

/** Names and paths that a filter may use here: CEL's own first, then what the newest rows hold. */
export function pathsIn(rows: readonly Message[]): string[] {
  const paths = new Set<string>(names);
  for (const message of rows.slice(-ROWS)) {
    for (const { path } of fieldsOf(message)) paths.add(path);
    for (const { name } of message.headers) paths.add(step("headers", name));
  }
  return [...paths];
}

const wordBefore = /[A-Za-z_][\w.]*(?:\['[^']*'?\]?[\w.]*)*$/;
const MOST_OFFERED = 8;

/** What may complete the word before the caret, and where that word begins. */
export function completions(
  filter: string,
  caret: number,
  paths: readonly string[],
): { from: number; offered: string[] } {
  const word = wordBefore.exec(filter.slice(0, caret))?.[0] ?? "";
  const from = caret - word.length;
  if (word === "" || /'[^']*$/.test(filter.slice(0, from).replace(/\\'/g, ""))) return { from, offered: [] };
  const wanted = word.toLowerCase();
  const offered = paths.filter((path) => path !== word && path.toLowerCase().startsWith(wanted));
  return { from, offered: offered.slice(0, MOST_OFFERED) };
}

/** Where in the filter a problem's line and column are, and how long the word there is. */
export function problemSpan(
  filter: string,
  problem: { line: number; column: number },
): { from: number; to: number } {
  const lines = filter.split("\n");
  const before = lines.slice(0, problem.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const from = Math.min(before + problem.column - 1, Math.max(0, filter.length - 1));
  const word = /^(?:\w+|'(?:[^'\\]|\\.)*'?|.)/.exec(filter.slice(from))?.[0] ?? "";
  return { from, to: Math.min(filter.length, from + Math.max(1, word.length)) };
}
