/** What the address says of the page that sends dead letters back. */
export interface RedriveSearch {
  /** CEL. */
  filter?: string | undefined;
  to?: "retry" | undefined;
  limit?: string | undefined;
  rate?: string | undefined;
  times?: string | undefined;
}

export const redriveDefaults = { limit: 10_000, rate: 100, times: 3 } as const;
export const redriveMost = { limit: 1_000_000, rate: 1000, times: 1000 } as const;

const number = (value: unknown, most: number): string | undefined =>
  /^[1-9]\d{0,6}$/.test(String(value)) && Number(value) <= most ? String(value) : undefined;

/** Takes what makes sense from an address and drops the rest. */
export const redriveSearch = (search: Record<string, unknown>): RedriveSearch => ({
  filter: typeof search.filter === "string" && search.filter !== "" ? search.filter : undefined,
  to: search.to === "retry" ? "retry" : undefined,
  limit: number(search.limit, redriveMost.limit),
  rate: number(search.rate, redriveMost.rate),
  times: number(search.times, redriveMost.times),
});
