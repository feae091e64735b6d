// Writes which calls the contract only plans (`x-planned`): what needs them is offered nowhere in the console.
import { readFileSync, writeFileSync } from "node:fs";
import { load } from "js-yaml";

const { paths } = load(readFileSync("../../contracts/openapi/naru.yaml", "utf8"));
const planned = Object.values(paths)
  .flatMap((path) => Object.values(path))
  .filter((operation) => operation["x-planned"])
  .map((operation) => `  "${operation.operationId}",\n`);
writeFileSync(
  "../src/api/planned.ts",
  `/** Made from the contract. */\nexport const planned: ReadonlySet<string> = new Set([\n${planned.join("")}]);\n`,
);
