const SLOTS = ["naru-stream-1", "naru-stream-2", "naru-stream-3"];

/**
 * A browser opens six connections to a host over plain HTTP/1.1; a seventh call would hang without an error. So at most three
 * tabs stream. Resolves to a release, or to nothing when three other tabs have the slots.
 */
export async function takeSlot(): Promise<(() => void) | undefined> {
  if (!navigator.locks) return () => {};
  for (const name of SLOTS) {
    const release = await tryLock(name);
    if (release) return release;
  }
  return undefined;
}

function tryLock(name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((release) => resolve(release));
    });
  });
}
