import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { type Column, ListTable, type Sort } from "./list-table";

interface Topic {
  name: string;
  size: bigint | undefined;
}

const columns: Column<Topic>[] = [
  { id: "name", head: "Name", by: (row) => row.name, cell: (row) => <a href="/">{row.name}</a> },
  { id: "size", head: "Size", by: (row) => row.size, cell: (row) => String(row.size ?? "–") },
  { id: "owner", head: "Owner", extra: true, cell: () => "kim" },
];
const rows: Topic[] = [
  { name: "orders-10", size: 9_223_372_036_854_775_806n },
  { name: "orders-9", size: 9_223_372_036_854_775_807n },
  { name: "audit", size: undefined },
];

function Table({ all = rows }: { all?: Topic[] }) {
  const [sort, setSort] = useState<Sort>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <MantineProvider env="test">
      <ListTable
        label="Topics"
        name="test"
        rows={all}
        columns={columns}
        rowKey={(row) => row.name}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelect={setSelected}
      />
      <output>{[...selected].join(" ")}</output>
    </MantineProvider>
  );
}

const names = () => screen.getAllByRole("link").map((link) => link.textContent);

describe("a table", () => {
  it("sorts numbers in names and 64-bit figures exactly, unknown ones last, and goes back to its own order", async () => {
    const user = userEvent.setup();
    render(<Table />);
    await user.click(screen.getByRole("button", { name: "Name" }));
    expect(names()).toEqual(["audit", "orders-9", "orders-10"]);
    await user.click(screen.getByRole("button", { name: "Size" }));
    expect(names()).toEqual(["orders-10", "orders-9", "audit"]);
    await user.click(screen.getByRole("button", { name: "Size" }));
    expect(names()).toEqual(["orders-9", "orders-10", "audit"]);
    expect(screen.getByRole("columnheader", { name: "Size" }).getAttribute("aria-sort")).toBe("descending");
    await user.click(screen.getByRole("button", { name: "Size" }));
    expect(names()).toEqual(["orders-10", "orders-9", "audit"]);
  });

  it("remembers which columns the reader chose", async () => {
    localStorage.clear();
    const user = userEvent.setup();
    const { unmount } = render(<Table />);
    expect(screen.queryByRole("columnheader", { name: "Owner" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("checkbox", { name: "Owner" }));
    unmount();
    render(<Table />);
    expect(screen.getByRole("columnheader", { name: "Owner" })).toBeTruthy();
  });

  it("selects one row or all", async () => {
    const user = userEvent.setup();
    render(<Table />);
    await user.click(screen.getByRole("checkbox", { name: "Select audit" }));
    expect(screen.getByRole("status").textContent).toBe("audit");
    await user.click(screen.getByRole("checkbox", { name: "Select all" }));
    expect(screen.getByRole("status").textContent).toBe("orders-10 orders-9 audit");
  });

  it("holds few rows of many in the document and says how many there are", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ name: `topic-${at}`, size: BigInt(at) }));
    render(<Table all={many} />);
    expect(screen.getByRole("table", { name: "Topics" }).getAttribute("aria-rowcount")).toBe("10001");
    expect(screen.getAllByRole("row").length).toBeLessThan(100);
  });
});
