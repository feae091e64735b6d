import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        gcTime: 10 * 60_000,
        retry: (failures, problem) => failures < 2 && problem instanceof ApiProblem && problem.passing,
        retryDelay: (attempt, problem) =>
          problem instanceof ApiProblem && problem.retryAfterMs !== undefined
            ? problem.retryAfterMs
            : 500 * 2 ** attempt,
        refetchIntervalInBackground: false,
        // The client knows by itself whether the server answers; the browser's guess about the network is no help here.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
