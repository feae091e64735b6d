import { afterEach, describe, expect, it, vi } from "vitest";
import { takeSlot } from "./stream-slot";

/** Locks of one browser: who steals one ends the wait of the tab that had it. */
class Locks {
  readonly #held = new Map<string, (reason: Error) => void>();

  request(name: string, options: LockOptions, use: (lock: object | null) => unknown): Promise<unknown> {
    const holder = this.#held.get(name);
    if (holder && !options.steal) return Promise.resolve(use(null));
    holder?.(new Error("stolen"));
    return new Promise((resolve, reject) => {
      this.#held.set(name, reject);
      void Promise.resolve(use({})).then(() => {
        if (this.#held.get(name) === reject) this.#held.delete(name);
        resolve(undefined);
      });
    });
  }
}

afterEach(() => vi.unstubAllGlobals());

describe("three tabs of a browser", () => {
  it("read at once; a fourth waits or takes over, and one of the others is told", async () => {
    vi.stubGlobal("navigator", { locks: new Locks() });
    const lost: number[] = [];
    const releases = [];
    for (const tab of [1, 2, 3]) releases.push(await takeSlot(() => lost.push(tab)));
    expect(releases.every((release) => release !== undefined)).toBe(true);
    expect(await takeSlot(() => lost.push(4))).toBeUndefined();
    const release = await takeSlot(() => lost.push(4), true);
    expect(release).toBeDefined();
    await vi.waitFor(() => expect(lost).toEqual([1]));
    releases[1]?.();
    await vi.waitFor(async () => expect(await takeSlot(() => lost.push(5))).toBeDefined());
  });
});
