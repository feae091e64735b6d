import { en } from "./en";

export type TextId = keyof typeof en;

/** Names of the parameters in a text: `{name}` and `{count, plural, one {# row} other {# rows}}`; a branch has a `#`. */
type Names<S extends string> = S extends `${string}{${infer Inner}}${infer Rest}`
  ? Name<Inner> | Names<Rest>
  : never;
type Name<Inner extends string> = Inner extends `${infer N},${string}`
  ? WithoutCount<N>
  : WithoutCount<Inner>;
type WithoutCount<N extends string> = N extends `${string}#${string}` ? never : N;
type Values<Id extends TextId> = { [N in Names<(typeof en)[Id]>]: string | number };
type Args<Id extends TextId> = [Names<(typeof en)[Id]>] extends [never] ? [] : [values: Values<Id>];

/** The ids of texts without parameters. */
export type PlainTextId = { [Id in TextId]: [Names<(typeof en)[Id]>] extends [never] ? Id : never }[TextId];

const plurals = new Intl.PluralRules("en");
const grouped = new Intl.NumberFormat("en");

/** The text with this id in the language of the page. */
export function t<Id extends TextId>(id: Id, ...args: Args<Id>): string {
  const values = (args[0] ?? {}) as Record<string, string | number>;
  return fill(en[id], values);
}

function fill(text: string, values: Record<string, string | number>): string {
  return text
    .replace(/\{(\w+), plural, ((?:\w+ \{[^}]*\} ?)+)\}/g, (_, name: string, branches: string) => {
      const count = Number(values[name]);
      const chosen = plurals.select(count);
      const found = new Map([...branches.matchAll(/(\w+) \{([^}]*)\}/g)].map((m) => [m[1], m[2]]));
      return (found.get(chosen) ?? found.get("other") ?? "").replace("#", grouped.format(count));
    })
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
