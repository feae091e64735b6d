import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
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

/** Everything behind a session. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "in",
  component: Shell,
  errorComponent: PageFailure,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) {
        throw redirect({ to: "/login", search: location.href === "/" ? {} : { next: location.href } });
      }
      throw problem;
    }
  },
});
