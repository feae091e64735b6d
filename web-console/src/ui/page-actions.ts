import { useEffect, useSyncExternalStore } from "react";

/** Something the open page can do, for the palette: its name, and the key that does it without the palette. */
export interface PageAction {
  id: string;
  name: string;
  keys?: string;
  run: () => void;
}

let offered: readonly (readonly PageAction[])[] = [];
let all: readonly PageAction[] = [];
const listeners = new Set<() => void>();

function publish(next: typeof offered) {
  offered = next;
  all = next.flat();
  for (const listener of listeners) listener();
}

/** Offers the actions in the palette while the page is open. */
export function usePageActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    publish([...offered, actions]);
    return () => publish(offered.filter((each) => each !== actions));
  }, [actions]);
}

export const useOfferedActions = (): readonly PageAction[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
