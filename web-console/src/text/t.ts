import { setupI18n } from "@lingui/core";
import type first from "./en";
import type rest from "./en/rest";

type English = typeof first & typeof rest;
export type TextId = keyof English;

/** Names of the parameters in a text: `{name}` and `{count, plural, one {# row} other {# rows}}`; a branch has a `#`. */
type Names<S extends string> = S extends `${string}{${infer Inner}}${infer Rest}`
  ? Name<Inner> | Names<Rest>
  : never;
type Name<Inner extends string> = Inner extends `${infer N},${string}`
  ? WithoutCount<N>
  : WithoutCount<Inner>;
type WithoutCount<N extends string> = N extends `${string}#${string}` ? never : N;
type Values<Id extends TextId> = { [N in Names<English[Id]>]: string | number };
type Args<Id extends TextId> = [Names<English[Id]>] extends [never] ? [] : [values: Values<Id>];

/** The ids of texts without parameters. */
export type PlainTextId = { [Id in TextId]: [Names<English[Id]>] extends [never] ? Id : never }[TextId];

const texts = setupI18n();

/** Shows these texts, as `build/texts.ts` compiled them, from now on, beside those shown before. Called by `language.ts` alone. */
export function showTexts(language: string, compiled: object): void {
  // A copy: what is loaded later is put into the object that came first.
  texts.load(language, { ...compiled } as Parameters<typeof texts.load>[1]);
  texts.activate(language);
}

/** The text with this id in the language of the page. */
export function t<Id extends TextId>(id: Id, ...args: Args<Id>): string {
  return texts._(id, args[0] as Record<string, string | number> | undefined);
}
