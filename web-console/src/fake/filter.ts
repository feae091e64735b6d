import type { FilterCheck, Message } from "~/api/types";

/** The part of CEL that the console itself writes: terms joined by `&&`, each a comparison or a call with one text. */
const term =
  /^(!?)([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\['[^']*'\])*?)(?:\s*(==|!=|>=|<=|>|<)\s*|\.(contains|startsWith|endsWith)\()('(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|true|false|null)\)?$/;

const names = ["key", "value", "keyText", "valueText", "headers", "partition", "offset", "timestamp", "size"];

interface Term {
  not: boolean;
  name: string;
  path: string[];
  act: string;
  wanted: unknown;
}

const split = (filter: string) => filter.split("&&").map((part) => part.trim());

function literal(text: string): unknown {
  if (!text.startsWith("'")) return JSON.parse(text);
  return text.slice(1, -1).replace(/\\(.)/g, "$1");
}

function parse(part: string): Term | undefined {
  const found = term.exec(part);
  if (!found) return undefined;
  const [, not, name = "", path = "", compare, call, wanted = "null"] = found;
  return {
    not: not === "!",
    name,
    path: [...path.matchAll(/\.(\w+)|\['([^']*)'\]/g)].map(([, field, quoted]) => field ?? quoted ?? ""),
    act: compare ?? call ?? "==",
    wanted: literal(wanted),
  };
}

const json = (text: string | undefined): unknown => {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : text;
  } catch {
    return text;
  }
};

function named(message: Message, name: string): unknown {
  switch (name) {
    case "key":
      return json(message.key?.data);
    case "value":
      return json(message.value?.data);
    case "keyText":
      return message.key?.data ?? "";
    case "valueText":
      return message.value?.data ?? "";
    case "headers":
      return Object.fromEntries(message.headers.map((header) => [header.name, header.value?.data ?? ""]));
    case "offset":
      return Number(message.offset);
    default:
      return message[name as "partition" | "size" | "timestamp"];
  }
}

function holds({ not, name, path, act, wanted }: Term, message: Message): boolean {
  let value = named(message, name);
  for (const field of path) {
    if (typeof value !== "object" || value === null || !(field in value))
      throw new Error(`no such key '${field}'`);
    value = (value as Record<string, unknown>)[field];
  }
  return evaluate(act, value, wanted) !== not;
}

function evaluate(act: string, value: unknown, wanted: unknown): boolean {
  switch (act) {
    case "==":
      return value === wanted;
    case "!=":
      return value !== wanted;
    case ">":
      return Number(value) > Number(wanted);
    case ">=":
      return Number(value) >= Number(wanted);
    case "<":
      return Number(value) < Number(wanted);
    case "<=":
      return Number(value) <= Number(wanted);
    case "startsWith":
      return String(value).startsWith(String(wanted));
    case "endsWith":
      return String(value).endsWith(String(wanted));
    default:
      return String(value).includes(String(wanted));
  }
}

/** True, false, or why it could not be said. */
export function matchesFilter(filter: string, message: Message): boolean | string {
  try {
    return split(filter).every((part) => {
      const parsed = parse(part);
      return parsed !== undefined && holds(parsed, message);
    });
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
}

export function checkFilter(filter: string): FilterCheck {
  const problems: FilterCheck["problems"] = [];
  const used = new Set<string>();
  let column = 1;
  for (const part of filter.split("&&")) {
    const place = column + part.length - part.trimStart().length;
    const name = /^!?([A-Za-z_]\w*)/.exec(part.trim())?.[1];
    if (name && !names.includes(name)) {
      problems.push({
        line: 1,
        column: place,
        message: `undeclared reference to '${name}' (in container '')`,
      });
    } else if (!parse(part.trim())) {
      problems.push({ line: 1, column: place, message: "The fake reads comparisons joined by && only" });
    } else if (name) used.add(name);
    column += part.length + 2;
  }
  return { valid: problems.length === 0, problems, names: [...used] };
}

/** The one key for which the filter can hold. */
export function onlyKey(filter: string): string | undefined {
  const term = split(filter)
    .map(parse)
    .find((each) => each?.name === "key" && each.path.length === 0 && each.act === "==" && !each.not);
  return typeof term?.wanted === "string" ? term.wanted : undefined;
}
