/** So many fields stand beside the value at most. */
const MOST = 5;

/** The fields pinned in the address; each is percent-encoded, since a name may hold a comma. */
export const columnsOf = (columns: string | undefined): string[] =>
  (columns ?? "")
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    })
    .slice(0, MOST);

/** Pins a field, or takes it away when it is pinned; a sixth takes the first one's place. */
export function withColumn(columns: string | undefined, path: string): string | undefined {
  const before = columnsOf(columns);
  const after = before.includes(path)
    ? before.filter((each) => each !== path)
    : [...before, path].slice(-MOST);
  return after.map((each) => each.replace(/[,%]/g, encodeURIComponent)).join(",") || undefined;
}
