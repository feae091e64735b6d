import { describe, expect, it } from "vitest";
import { columnsOf, withColumn } from "./columns";

describe("pinned fields", () => {
  it("are added, taken away, and survive a comma in a name", () => {
    const one = withColumn(undefined, "value.amount");
    expect(one).toBe("value.amount");
    const two = withColumn(one, "value['a,b']");
    expect(columnsOf(two)).toEqual(["value.amount", "value['a,b']"]);
    expect(withColumn(one, "value.amount")).toBeUndefined();
  });

  it("are five at most; a sixth takes the first one's place", () => {
    expect(columnsOf(withColumn("a,b,c,d,e", "f"))).toEqual(["b", "c", "d", "e", "f"]);
  });
});
