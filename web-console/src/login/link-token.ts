import { useState } from "react";

/**
 * The token of a mail's link. It stands behind `#`, so that it reaches no server's log, and is taken out of the address at once, so that it
 * is in no history and on no screen.
 */
export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token") ?? "");
  if (token && location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}
