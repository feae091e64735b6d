const SLOTS = ["naru-stream-1", "naru-stream-2", "naru-stream-3"] as const;

/**
 * A browser opens six connections to a host over plain HTTP/1.1; a seventh call would hang without an error. So at most three
 * tabs stream. Resolves to a release, or to nothing when three other tabs have the slots. A tab that takes over gets the first
 * slot; who had it is told by `onLost`.
 */
export async function takeSlot(onLost: () => void, takeOver = false): Promise<(() => void) | undefined> {
  if (!navigator.locks) return () => {};
  for (const name of SLOTS) {
    const release = await tryLock(name, onLost, false);
    if (release) return release;
  }
  return takeOver ? tryLock(SLOTS[0], onLost, true) : undefined;
}

function tryLock(name: string, onLost: () => void, steal: boolean): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(undefined);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(onLost);
  });
}
