import { describe, expect, it } from "vitest";
import type { PayloadView } from "~/api/types";
import { attempts } from "./decoders";

const text = (data: string): PayloadView => ({ encoding: "text", data, size: data.length, truncated: false });
const binary = (...bytes: number[]): PayloadView => ({
  encoding: "base64",
  data: btoa(String.fromCharCode(...bytes)),
  size: bytes.length,
  truncated: false,
});

describe("decoders", () => {
  it("find JSON, and say where text is not JSON", () => {
    expect(attempts(text('{"a":1}'))[0]).toEqual({ decoder: "json", fits: true });
    expect(attempts(text('{"a":}'))[0]).toMatchObject({ fits: false, why: "malformed" });
  });

  it("say which byte is no text", () => {
    const bytes = [...Array.from({ length: 200 }, () => 0x61), 0xc3, 0x28, 0x62];
    expect(attempts(binary(...bytes))[1]).toEqual({ decoder: "text", fits: false, byte: "0x28", at: 201 });
  });

  it("know the id of a schema and Kafka's numbers", () => {
    expect(attempts(binary(0, 0, 0, 1, 2, 0xff))[2]).toEqual({
      decoder: "registry",
      fits: true,
      schema: 258,
    });
    expect(attempts(binary(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe))[3]).toEqual({
      decoder: "number",
      fits: true,
      value: "-2",
      bits: 64,
    });
  });
});
