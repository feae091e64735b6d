/** Calls that make something and take `Idempotency-Key`. */
const making =
  /^\/(org\/v2\/environments|cmk\/v2\/clusters|iam\/v2\/(service-accounts|invitations|role-bindings|api-keys(\/[A-Z0-9]+:rotate)?)|kafka\/v3\/clusters\/[^/]+\/topics)$/;
/** So many unanswered calls are remembered; who has more open has left their pages long ago. */
const MOST_OPEN = 20;

interface Call {
  key: string;
  answer?: Promise<Response>;
}

const open = new Map<string, Call>();

/** Not `crypto.randomUUID`: browsers have it on secure pages only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Whether a failure leaves open if the thing was made. */
function isOpen(failure: unknown): boolean {
  const status = (failure as { status?: number }).status ?? 0;
  return status === 0 || status >= 500;
}

/**
 * Lets a call that makes something make it once: a second click while the first is under way gets its answer too, and a call
 * that got no answer is sent again under the key it had.
 */
export async function madeOnce(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (request.method !== "POST" || !making.test(path)) return send(request);
  const what = `${path}\n${await request.clone().text()}`;
  const call = open.get(what) ?? { key: newKey() };
  open.set(what, call);
  if (open.size > MOST_OPEN) open.delete(open.keys().next().value as string);
  request.headers.set("Idempotency-Key", call.key);
  call.answer ??= send(request);
  try {
    const response = (await call.answer).clone();
    open.delete(what);
    return response;
  } catch (failure) {
    if (isOpen(failure)) call.answer = undefined;
    else open.delete(what);
    throw failure;
  }
}
