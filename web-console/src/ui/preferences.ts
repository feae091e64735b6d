import { useSyncExternalStore } from "react";

export interface Preferences {
  time: "clock" | "age";
  zone: "local" | "utc";
  density: "compact" | "comfortable";
  shortcuts: "on" | "off";
}

const key = "naru.preferences";
const initial: Preferences = { time: "clock", zone: "local", density: "compact", shortcuts: "on" };

function read(): Preferences {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Preferences>) };
  } catch {
    return initial;
  }
}

let current = read();
const listeners = new Set<() => void>();

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
  showDensity();
  for (const listener of listeners) listener();
}

/** The height of rows is a style's matter: it hangs on the document. */
export function showDensity(): void {
  document.documentElement.dataset.density = current.density;
}

export const preferences = (): Preferences => current;

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
