/** The month of a moment in UTC, `2026-11`. */
export const thisMonth = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 7);

/** A month and those before it, newest first. */
export function monthsBefore(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7),
  );
}
