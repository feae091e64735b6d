import type { PayloadView } from "~/api/types";

/** Control characters as pictures, marks that turn the direction of text as visible boxes: a key can't disguise itself. */
export function visible(text: string): string {
  // biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text
    .replace(/[\u0000-\u001f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replace(/\u007f/g, "\u2421")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "\u25a1");
  // biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above
}

/** One line of a payload; long ones are cut for the row, the panel shows all. */
export function oneLine(payload: PayloadView, most = 400): string {
  if (payload.encoding === "base64") return payload.data.slice(0, most);
  return payload.data === "" ? '""' : visible(payload.data.slice(0, most));
}

export function bytesOf(payload: PayloadView): Uint8Array {
  if (payload.encoding === "text") return new TextEncoder().encode(payload.data);
  return Uint8Array.from(atob(payload.data), (char) => char.charCodeAt(0));
}

/** Offset, sixteen bytes, and what is readable of them. */
export function hexDump(bytes: Uint8Array, most = 16_384): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, most); at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, "0"));
    const readable = [...row]
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
      .join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex.join(" ").padEnd(47)}  ${readable}`);
  }
  if (bytes.length > most) lines.push("…");
  return lines.join("\n");
}
