// Writes the table of roles and which right each call of the contract asks for: the API in memory refuses by it, and a test walks it.
import { readFileSync, writeFileSync } from "node:fs";
import { load } from "js-yaml";

const { paths } = load(readFileSync("../../contracts/openapi/naru.yaml", "utf8"));
const roles = JSON.parse(readFileSync("../../contracts/roles.json", "utf8"));
const methods = new Set(["get", "post", "put", "patch", "delete"]);
const calls = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([method, operation]) => methods.has(method) && operation["x-right"])
    .map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      rights: [operation["x-right"]].flat(),
    })),
);
writeFileSync(
  "../src/fake/table.ts",
  `/** Made from the contract. */
import type { operations } from "~/api/generated";
import type { Right, RoleRow } from "~/api/types";

export const roles: readonly RoleRow[] = ${JSON.stringify(roles)};

/** \`own\`: about the caller alone. \`seen\`: whoever sees anything there. Of several rights one is enough. */
export interface Guarded {
  id: keyof operations;
  method: string;
  path: string;
  rights: readonly (Right | "own" | "seen")[];
}

export const guarded: readonly Guarded[] = ${JSON.stringify(calls)};
`,
);
