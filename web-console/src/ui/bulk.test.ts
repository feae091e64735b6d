import { expect, it } from "vitest";
import { inBulk } from "./bulk";

it("acts on six at a time and goes on where one fails", async () => {
  let open = 0;
  let most = 0;
  const results = await inBulk(
    Array.from({ length: 40 }, (_, at) => `topic-${at}`),
    async (key) => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      if (key === "topic-3") throw new Error("protected");
    },
  );
  expect(most).toBe(6);
  expect(results).toHaveLength(40);
  expect(results.filter(({ problem }) => problem).map(({ key }) => key)).toEqual(["topic-3"]);
});
