import type { PlainTextId } from "~/text/t";
import type { Access, Demo } from "./access";
import { java } from "./java";
import { kcat } from "./kcat";
import { python } from "./python";

export const languages = ["java", "python", "kcat"] as const;
export type Language = (typeof languages)[number];

export const snippets: Record<
  Language,
  { name: string; needs: PlainTextId; of: (access: Access, demo: Demo) => string }
> = {
  java: { name: "Java", needs: "connect.needsJava", of: java },
  python: { name: "Python", needs: "connect.needsPython", of: python },
  kcat: { name: "kcat", needs: "connect.needsKcat", of: kcat },
};

/** The snippet with its secret replaced by dots, for the screen; Copy takes the real one. */
export const masked = (text: string, secret: string): string =>
  secret.length < 20 ? text : text.replaceAll(secret, "•".repeat(12));
