/** Group ids are free text: plain in an address where they can be, else `~` and base64url of their UTF-8. */
export function groupToPath(id: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(id) && id !== "." && id !== "..") return id;
  const binary = String.fromCharCode(...new TextEncoder().encode(id));
  return `~${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

export function groupFromPath(part: string): string {
  if (!part.startsWith("~")) return part;
  try {
    const binary = atob(part.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return part;
  }
}
