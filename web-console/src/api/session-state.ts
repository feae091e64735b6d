import { useSyncExternalStore } from "react";

/**
 * What the client knows of the session without asking: the CSRF token, whether the session was lost, and since when the
 * server has not answered. Calls refused because the session is over wait here until the user has signed in again.
 */
interface SessionState {
  lost: boolean;
  offlineSinceMs: number | undefined;
}

let state: SessionState = { lost: false, offlineSinceMs: undefined };
let csrfToken = "";
let userId: string | undefined;
let waiting: (() => void)[] = [];
const listeners = new Set<() => void>();

function publish(next: Partial<SessionState>) {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export const csrf = (): string => csrfToken;

/** Remembers whose session it is. Answers whether it was somebody else's before. */
export function setSession(token: string, user: string): boolean {
  const other = userId !== undefined && userId !== user;
  csrfToken = token;
  userId = user;
  return other;
}

/** Resolves when somebody has signed in again over the page. */
export function signedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    publish({ lost: true });
  });
}

export function sessionRestored(): void {
  const calls = waiting;
  waiting = [];
  publish({ lost: false });
  for (const resume of calls) resume();
}

export function answered(): void {
  if (state.offlineSinceMs !== undefined) publish({ offlineSinceMs: undefined });
}

export function unanswered(nowMs: number): void {
  if (state.offlineSinceMs === undefined) publish({ offlineSinceMs: nowMs });
}

export function useSessionState(): SessionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
