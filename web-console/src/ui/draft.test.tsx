import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { draftOf, useDraft } from "./draft";

beforeEach(() => sessionStorage.clear());

it("keeps what was typed over a reload, and forgets it once it was sent", () => {
  const { result, rerender, unmount } = renderHook(({ values }) => useDraft("topic", values), {
    initialProps: { values: { name: "" } },
  });
  rerender({ values: { name: "orders" } });
  unmount();
  expect(draftOf("topic", { name: "", partitions: 6 })).toEqual({ name: "orders", partitions: 6 });
  act(() => result.current());
  expect(draftOf("topic", { name: "" })).toEqual({ name: "" });
});

it("leaves out what the form no longer knows", () => {
  sessionStorage.setItem("naru.draft.topic", '{"gone":1}');
  expect(draftOf("topic", { name: "" })).toEqual({ name: "" });
});
