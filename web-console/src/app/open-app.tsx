import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { setTransport } from "~/api/client";
import { makeQueryClient } from "~/api/query-client";
import { sessionRestored } from "~/api/session-state";
import { type Fault, fakeTransport } from "~/fake/fake";
import type { World } from "~/fake/world";
import { cssVariables, theme } from "~/theme/theme";
import { makeRouter } from "./router";

/** For tests: the whole console on the API in memory, opened at an address. */
export function openApp(address: string, options: { world?: World; faults?: Fault[] } = {}) {
  sessionRestored();
  const faults = options.faults ?? [];
  setTransport(fakeTransport({ ...(options.world ? { world: options.world } : {}), faults: () => faults }));
  const queries: QueryClient = makeQueryClient();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } });
  const router = makeRouter(queries, createMemoryHistory({ initialEntries: [address] }));
  render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), router, faults };
}
