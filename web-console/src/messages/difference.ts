import { diffLines } from "diff";
import type { Message, PayloadView } from "~/api/types";
import { pretty } from "~/ui/json/pretty";
import { visible } from "./payload";

export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Longer ones are compared as far as this: a difference is read by people. */
const MOST_CHARACTERS = 200_000;

const text = (payload: PayloadView | null): string => {
  if (payload === null) return "–";
  const data = payload.data.slice(0, MOST_CHARACTERS);
  return (payload.encoding === "text" && pretty(data)) || data;
};

/** What of a message can differ, as lines. */
const lines = (message: Message): string =>
  [
    `key: ${text(message.key)}`,
    ...message.headers.map((header) => `${header.name}: ${text(header.value)}`),
    text(message.value),
    "",
  ].join("\n");

/** How one message became the other, line by line. */
export function difference(from: Message, to: Message): Piece[] {
  return diffLines(lines(from), lines(to)).map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value.split("\n").map(visible).join("\n"),
  }));
}
