import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, http } from "./client";
import type { SingleSignOnUpdate } from "./types";

export const singleSignOnQuery = queryOptions({
  queryKey: ["getSingleSignOn"],
  queryFn: ({ signal }) => body(http.GET("/api/v1/single-sign-on", { signal })),
});

export function useSetSingleSignOn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: SingleSignOnUpdate) => body(http.PUT("/api/v1/single-sign-on", { body: wanted })),
    onSuccess: (now) => queries.setQueryData(singleSignOnQuery.queryKey, now),
  });
}

export function useRemoveSingleSignOn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await http.DELETE("/api/v1/single-sign-on");
    },
    onSuccess: () => queries.refetchQueries({ queryKey: singleSignOnQuery.queryKey }),
  });
}

/** A test may prove domains. */
export function useTestSingleSignOn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(http.POST("/api/v1/single-sign-on/test")),
    onSuccess: () => queries.refetchQueries({ queryKey: singleSignOnQuery.queryKey }),
  });
}

/** Leaves the console for the identity provider of the organization whose domain an address is in. */
export function leaveForProvider(email: string, next: string): void {
  const asked = new URLSearchParams({
    domain: email.slice(email.lastIndexOf("@") + 1).trim(),
    return_to: next,
  });
  location.assign(`/api/v1/login/oidc?${asked}`);
}
