import type { PlainTextId } from "~/text/t";
import type { Access, Demo } from "./access";
import { dotnet } from "./dotnet";
import { go } from "./go";
import { java } from "./java";
import { kcat } from "./kcat";
import type { Language } from "./languages";
import { node } from "./node";
import { python } from "./python";
import { rust } from "./rust";
import { springBoot } from "./spring-boot";

export const snippets: Record<
  Language,
  { name: string; needs: PlainTextId; of: (access: Access, demo: Demo) => string }
> = {
  java: { name: "Java", needs: "connect.needsJava", of: java },
  spring: { name: "Spring Boot", needs: "connect.needsSpring", of: springBoot },
  go: { name: "Go", needs: "connect.needsGo", of: go },
  node: { name: "Node.js", needs: "connect.needsNode", of: node },
  python: { name: "Python", needs: "connect.needsPython", of: python },
  dotnet: { name: ".NET", needs: "connect.needsDotnet", of: dotnet },
  rust: { name: "Rust", needs: "connect.needsRust", of: rust },
  kcat: { name: "kcat", needs: "connect.needsKcat", of: kcat },
};

/** The snippet with its secret replaced by dots, for the screen; Copy takes the real one. */
export const masked = (text: string, secret: string): string =>
  secret.length < 20 ? text : text.replaceAll(secret, "•".repeat(12));
