import type { ApiKey } from "~/api/types";

/** A key past its time is over, whatever was done with it. */
export function phaseOf(key: ApiKey, nowMs = Date.now()): string {
  const expired = key.spec.expires_at !== undefined && Date.parse(key.spec.expires_at) < nowMs;
  return key.status.phase === "ACTIVE" && expired ? "EXPIRED" : key.status.phase;
}
