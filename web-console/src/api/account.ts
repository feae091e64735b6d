import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, http, quietly } from "./client";
import { meQuery, remember } from "./session";

export const sessionsQuery = queryOptions({
  queryKey: ["listSessions"],
  queryFn: async ({ signal }) => (await body(http.GET("/api/v1/sessions", { signal }))).data,
});

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (session_id: string) => {
      await http.DELETE("/api/v1/sessions/{session_id}", { params: { path: { session_id } } });
    },
    onSuccess: (_, id) =>
      queries.setQueryData(sessionsQuery.queryKey, (rows) => rows?.filter((row) => row.id !== id)),
  });
}

export function useEndOtherSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await http.POST("/api/v1/sessions:end-others");
    },
    onSuccess: () =>
      queries.setQueryData(sessionsQuery.queryKey, (rows) => rows?.filter((row) => row.current)),
  });
}

export function useRename() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (full_name: string) =>
      remember(await body(http.PATCH("/api/v1/me", { body: { full_name } }))),
    onSuccess: (me) => queries.setQueryData(meQuery.queryKey, me),
  });
}

/** The session gets a new id with a new password, and its CSRF token with it: who one is, is asked again. */
function useAskAgain() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.refetchQueries({ queryKey: meQuery.queryKey }),
      queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    ]);
}

export function useChangePassword() {
  return useMutation({
    mutationFn: async (change: { current_password: string; new_password: string }) => {
      await http.POST("/api/v1/me/password", { body: change });
    },
    onSuccess: useAskAgain(),
  });
}

export const useChangeEmail = () =>
  useMutation({
    mutationFn: async (change: { email: string; password: string }) => {
      await http.POST("/api/v1/me/email", { body: change });
    },
  });

export const useSendVerification = () =>
  useMutation({
    mutationFn: async () => {
      await http.POST("/api/v1/me/email/verification");
    },
  });

export const useStartSecondFactor = () =>
  useMutation({
    mutationFn: (password: string) => body(http.POST("/api/v1/me/second-factor", { body: { password } })),
  });

export function useConfirmSecondFactor() {
  return useMutation({
    mutationFn: (code: string) => body(http.POST("/api/v1/me/second-factor/confirm", { body: { code } })),
    onSuccess: useAskAgain(),
  });
}

export const useRenewRecoveryCodes = () =>
  useMutation({
    mutationFn: (code: string) =>
      body(http.POST("/api/v1/me/second-factor/recovery-codes", { body: { code } })),
  });

export function useStopSecondFactor() {
  return useMutation({
    mutationFn: async (proof: { password: string; code: string }) => {
      await http.POST("/api/v1/me/second-factor/off", { body: proof });
    },
    onSuccess: useAskAgain(),
  });
}

export const useForgotPassword = () =>
  useMutation({
    mutationFn: async (email: string) => {
      await http.POST("/api/v1/password/forgot", { body: { email }, headers: quietly });
    },
  });

export const useResetPassword = () =>
  useMutation({
    mutationFn: async (reset: { token: string; password: string }) => {
      await http.POST("/api/v1/password/reset", { body: reset, headers: quietly });
    },
  });

export const useVerifyEmail = () =>
  useMutation({
    mutationFn: async (token: string) => {
      await http.POST("/api/v1/email/verify", { body: { token }, headers: quietly });
    },
  });

/** Mails of local mode; elsewhere there are none to read here. */
export const mailboxQuery = queryOptions({
  queryKey: ["readMailbox"],
  queryFn: async ({ signal }) => (await body(http.GET("/api/v1/mailbox", { signal, headers: quietly }))).data,
  refetchInterval: 5000,
  retry: false,
});
