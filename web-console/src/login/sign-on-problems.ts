/** What the server says of a sign-in that did not succeed; each has a sentence. */
export const signOnProblems = [
  "no_single_sign_on",
  "sign_in_expired",
  "provider_unreachable",
  "provider_refused",
  "cancelled",
  "token_invalid",
  "email_unverified",
  "domain_not_allowed",
  "not_a_member",
  "linked_to_another",
  "too_many",
  "unavailable",
] as const;

export type SignOnProblem = (typeof signOnProblems)[number];
