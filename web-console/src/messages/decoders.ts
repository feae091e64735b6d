import { parse } from "lossless-json";
import type { PayloadView } from "~/api/types";
import { bytesOf } from "./payload";

/** One way to read bytes, and what came of it. */
export type Attempt =
  | { decoder: "text"; fits: true }
  | { decoder: "text"; fits: false; byte: string; at: number }
  | { decoder: "json"; fits: true }
  | { decoder: "json"; fits: false; why: "no_text" | "too_large" | "cut" }
  | { decoder: "json"; fits: false; why: "malformed"; detail: string }
  | { decoder: "registry"; fits: true; schema: number }
  | { decoder: "registry"; fits: false; why: "too_short" }
  | { decoder: "registry"; fits: false; why: "first_byte"; byte: string }
  | { decoder: "number"; fits: true; value: string; bits: 32 | 64 }
  | { decoder: "number"; fits: false; size: number };

const MOST_JSON = 1_000_000;
const REGISTRY_HEADER = 5;

const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, "0")}`;

const isUtf8 = (bytes: Uint8Array, whole: boolean): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
};

/** Where the first byte is that cannot stand in UTF-8 after those before it. */
function firstWrong(bytes: Uint8Array): number {
  let [right, wrong] = [0, bytes.length];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isUtf8(bytes.subarray(0, middle), false)) right = middle;
    else wrong = middle;
  }
  return right;
}

function text(bytes: Uint8Array, payload: PayloadView): Attempt {
  if (payload.encoding === "text" || isUtf8(bytes, !payload.truncated))
    return { decoder: "text", fits: true };
  const at = firstWrong(bytes);
  return { decoder: "text", fits: false, byte: hex(bytes[at] ?? 0), at };
}

function json(payload: PayloadView, isText: boolean): Attempt {
  if (!isText) return { decoder: "json", fits: false, why: "no_text" };
  if (payload.truncated) return { decoder: "json", fits: false, why: "cut" };
  if (payload.size > MOST_JSON) return { decoder: "json", fits: false, why: "too_large" };
  try {
    parse(payload.data);
    return { decoder: "json", fits: true };
  } catch (failure) {
    const detail = failure instanceof Error ? failure.message : String(failure);
    return { decoder: "json", fits: false, why: "malformed", detail };
  }
}

/** The form of clients with a schema registry: a zero byte, four bytes of the schema's id, the data. */
function registry(bytes: Uint8Array): Attempt {
  if (bytes.length < REGISTRY_HEADER) return { decoder: "registry", fits: false, why: "too_short" };
  if (bytes[0] !== 0)
    return { decoder: "registry", fits: false, why: "first_byte", byte: hex(bytes[0] ?? 0) };
  return { decoder: "registry", fits: true, schema: viewOf(bytes).getUint32(1) };
}

/** As Kafka's serializers of int and long write them. */
function number(bytes: Uint8Array, size: number): Attempt {
  if (bytes.length === 8 && size === 8)
    return { decoder: "number", fits: true, value: String(viewOf(bytes).getBigInt64(0)), bits: 64 };
  if (bytes.length === 4 && size === 4)
    return { decoder: "number", fits: true, value: String(viewOf(bytes).getInt32(0)), bits: 32 };
  return { decoder: "number", fits: false, size };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** All ways a payload is tried to be read; the page shows it by the first of text and JSON that fits, else in hexadecimal. */
export function attempts(payload: PayloadView): Attempt[] {
  const bytes = bytesOf(payload);
  const asText = text(bytes, payload);
  return [json(payload, asText.fits), asText, registry(bytes), number(bytes, payload.size)];
}
