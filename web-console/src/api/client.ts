import createClient from "openapi-fetch";
import { language } from "~/text/language";
import type { paths } from "./generated";
import { madeOnce } from "./made-once";
import { ApiProblem, OFFLINE, problemOf } from "./problem";
import { answered, csrf, setSession, signedInAgain, unanswered } from "./session-state";
import type { Me } from "./types";

type Transport = (request: Request) => Promise<Response>;

let transport: Transport = (request) => fetch(request);

/** Puts the in-memory API, or a test's, in place of the network. */
export function setTransport(next: Transport): void {
  transport = next;
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
/** Here a 401 is an answer, not the end of a session. */
const opening = ["/api/v1/login", "/api/v1/signup"];

const FACTOR_PAGE = "/second-factor";

/** Marks a call that may be answered by "nobody is logged in" without a dialog; the mark never leaves the page. */
const QUIET = "Naru-Quiet";
export const quietly = { [QUIET]: "1" };

async function once(request: Request): Promise<Response> {
  if (!safe.has(request.method)) request.headers.set("Naru-CSRF-Token", csrf());
  // Mails are written in what the reader has chosen here.
  request.headers.set("Accept-Language", language());
  try {
    const response = await transport(request);
    answered();
    return response;
  } catch (failure) {
    if (request.signal.aborted) throw failure;
    unanswered(Date.now());
    throw new ApiProblem({ status: 0, code: OFFLINE, sentence: "" });
  }
}

/**
 * Sends a call. A call refused because the session is over waits until the user has signed in again over the page, and is
 * then sent once more, so nothing typed is lost. Whatever else is not a success is thrown as an {@link ApiProblem}.
 */
export function send(request: Request): Promise<Response> {
  return madeOnce(request, delivered);
}

async function delivered(request: Request): Promise<Response> {
  const quiet = request.headers.has(QUIET) || opening.includes(new URL(request.url).pathname);
  request.headers.delete(QUIET);
  const again = request.clone();
  let response = await once(request);
  if (response.status === 401 && !quiet) {
    await signedInAgain();
    response = await once(again.clone());
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 403 && problem.code === "second_factor_required") leadToFactor();
  if (problem.code !== "csrf" || !(await sameUserAgain())) throw problem;
  response = await once(again);
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The organization began to require a second factor under an open page. */
function leadToFactor(): void {
  const next = location.pathname + location.search;
  if (location.pathname !== FACTOR_PAGE) location.assign(`${FACTOR_PAGE}?${new URLSearchParams({ next })}`);
}

/** Another tab has signed in again and the token here is old: take the new one, unless it is somebody else's session. */
async function sameUserAgain(): Promise<boolean> {
  const response = await once(new Request(new URL("/api/v1/me", location.origin)));
  if (!response.ok) return false;
  const me = (await response.json()) as Me;
  if (!setSession(me.session.csrf_token, me.user.id)) return true;
  location.assign("/");
  return false;
}

export const http = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  fetch: send,
});

/** The body of a call that succeeded; failures were thrown on the way. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

interface Page<T> {
  metadata: { next?: string };
  data: T[];
}

export function nextToken(page: { metadata: { next?: string } }): string | undefined {
  const next = page.metadata.next;
  return next
    ? (new URL(next, "http://naru.invalid").searchParams.get("page_token") ?? undefined)
    : undefined;
}

/** Reads a list to its end, at most `mostPages` pages of it. */
export async function everyPage<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
  mostPages = 20,
): Promise<T[]> {
  const rows: T[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await read(token);
    rows.push(...answer.data);
    token = nextToken(answer);
    if (!token) break;
  }
  return rows;
}
