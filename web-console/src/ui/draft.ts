import { useEffect, useRef } from "react";

const keyOf = (name: string) => `naru.draft.${name}`;

/** What was typed into a form that was never sent, over what it begins with. Never used for a form with a secret in it. */
export function draftOf<Values extends object>(name: string, initial: Values): Values {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "{}") as Partial<Values>;
    const known = Object.entries(kept).filter(([field]) => field in initial);
    return { ...initial, ...Object.fromEntries(known) };
  } catch {
    return initial;
  }
}

/** Keeps what is typed, over a reload or a slip of Back. Answers a function that forgets it once the form was sent. */
export function useDraft(name: string, values: object): () => void {
  const sent = useRef(false);
  const first = useRef(values);
  useEffect(() => {
    if (sent.current || values === first.current) return;
    try {
      sessionStorage.setItem(keyOf(name), JSON.stringify(values));
    } catch {
      // Storage is off: what is typed lives as long as the page.
    }
  }, [name, values]);
  return () => {
    sent.current = true;
    sessionStorage.removeItem(keyOf(name));
  };
}
