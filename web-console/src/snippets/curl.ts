/** One call of the management API, ready to paste; the key comes from the environment, never from the command line's history. */
export function curl(method: "POST" | "PATCH" | "DELETE", url: string, body?: unknown): string {
  const lines = [`curl -X ${method} -u "$NARU_KEY:$NARU_SECRET" '${url}'`];
  if (body !== undefined) {
    const json = JSON.stringify(body).replaceAll("'", "'\\''");
    lines.push("-H 'Content-Type: application/json'", `-d '${json}'`);
  }
  return lines.join(" \\\n  ");
}
