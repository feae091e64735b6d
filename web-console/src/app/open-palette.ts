import { lazy, useSyncExternalStore } from "react";
import { loadRest } from "~/text/language";

const load = async () => (await Promise.all([import("./palette"), loadRest()]))[0];

/** The palette comes when it is asked for the first time; few visits begin with it. */
export const LazyPalette = lazy(() => load().then((file) => ({ default: file.Palette })));

let wanted = false;
const listeners = new Set<() => void>();

export function openPalette(): void {
  wanted = true;
  for (const listener of listeners) listener();
  void load().then((file) => file.palette.open());
}

export const usePaletteWanted = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
