import { useSyncExternalStore } from "react";
import { showTexts } from "./t";

export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name, as a reader looks for it. */
export const languageNames: Record<Language, string> = { en: "English", ko: "한국어" };

const key = "naru.language";
type Chunk = () => Promise<{ default: object }>;
const firstChunks: Record<Language, Chunk> = { en: () => import("./en"), ko: () => import("./ko") };
const restChunks: Record<Language, Chunk> = { en: () => import("./en/rest"), ko: () => import("./ko/rest") };

let shown: Language = "en";
let restWanted = false;
const listeners = new Set<() => void>();

const known = (language: string | null | undefined): Language | undefined =>
  languages.find((each) => each === language?.slice(0, 2).toLowerCase());

/** The one chosen in this browser, else the first of the browser's own that the console speaks. */
export function preferredLanguage(): Language {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(key);
  } catch {
    // Storage is off: the browser's language it is.
  }
  return known(chosen) ?? navigator.languages.map(known).find((each) => each !== undefined) ?? "en";
}

/** Loads a language, as much of it as the pages opened so far need, and shows it. */
export async function showLanguage(language: Language): Promise<void> {
  const chunks = [firstChunks[language](), ...(restWanted ? [restChunks[language]()] : [])];
  for (const chunk of await Promise.all(chunks)) showTexts(language, chunk.default);
  document.documentElement.lang = language;
  shown = language;
  for (const listener of listeners) listener();
}

/** Loads the texts that the frame and the first pages can do without; every other page waits for them. */
export async function loadRest(): Promise<void> {
  restWanted = true;
  const language = shown;
  const { default: texts } = await restChunks[language]();
  if (language === shown) showTexts(language, texts);
}

/** Shows a language and remembers the choice in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  try {
    localStorage.setItem(key, language);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
}

export const language = (): Language => shown;

export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, language);
}
