/** What became of one thing in an act on many. */
export interface BulkResult {
  key: string;
  problem?: unknown;
}

const AT_ONCE = 6;

/** Does the same to many things, six at a time, and goes on where one fails. */
export async function inBulk(
  keys: readonly string[],
  act: (key: string) => Promise<unknown>,
  onProgress: (done: number) => void = () => {},
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  const waiting = [...keys];
  const work = async () => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      try {
        await act(key);
        results.push({ key });
      } catch (problem) {
        results.push({ key, problem });
      }
      onProgress(results.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
