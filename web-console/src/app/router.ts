import type { QueryClient } from "@tanstack/react-query";
import { createRouter, type RouterHistory } from "@tanstack/react-router";
import { NothingHere } from "~/parts/nothing-here";
import { clusterRoute } from "./cluster-routes";
import { openRoutes } from "./open-routes";
import { organizationRoutes } from "./organization-routes";
import { PageFailure } from "./page-failure";
import { inside, root } from "./root-route";
import { parseSearch, stringifySearch } from "./search-params";

const tree = root.addChildren([...openRoutes, inside.addChildren([...organizationRoutes, clusterRoute])]);

export const makeRouter = (queries: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    history,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: NothingHere,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
