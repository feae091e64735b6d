import type { FetchQueryOptions, QueryClient, QueryKey } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { ApiProblem } from "~/api/problem";
import { meQuery } from "~/api/session";
import { NothingHere } from "~/parts/nothing-here";
import { PageFailure } from "./page-failure";
import { Root } from "./root";
import { Shell } from "./shell";

interface Context {
  queries: QueryClient;
}

export const root = createRootRouteWithContext<Context>()({
  component: Root,
  notFoundComponent: NothingHere,
});

const SOON_MS = 300;

/**
 * Begins to read what the frame of a page shows, and waits for it a moment: a page that is drawn at once and then moves is worse than one
 * drawn a blink later. Whatever takes longer, or fails, is the page's to show.
 */
export async function soon(queries: QueryClient, wanted: readonly { queryKey: QueryKey }[]): Promise<void> {
  const all = Promise.allSettled(wanted.map((each) => queries.ensureQueryData(each as FetchQueryOptions)));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, SOON_MS))]);
}

const toReturnTo = ({ href }: { href: string }) => (href === "/" ? {} : { next: href });

/** Everything behind a session. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "in",
  component: Shell,
  errorComponent: PageFailure,
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queries.ensureQueryData(meQuery);
      if (me.second_factor_missing) throw redirect({ to: "/second-factor", search: toReturnTo(location) });
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) {
        throw redirect({ to: "/login", search: toReturnTo(location) });
      }
      throw problem;
    }
  },
  loader: ({ context }) => soon(context.queries, [clustersQuery, environmentsQuery]),
});
