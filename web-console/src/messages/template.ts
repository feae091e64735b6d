/** `{{i}}`, `{{uuid}}` and `{{now}}` in a text that is produced several times. */
export function fillTemplate(text: string, i: number): string {
  return text.replace(/\{\{(i|uuid|now)\}\}/g, (_, name: string) => {
    if (name === "i") return String(i);
    return name === "uuid" ? randomId() : new Date().toISOString();
  });
}

/** `crypto.randomUUID` exists only in secure contexts; a console behind plain HTTP isn't one. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
