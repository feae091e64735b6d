import { afterEach, describe, expect, it } from "vitest";
import { http, quietly, send, setTransport } from "./client";
import { ApiProblem } from "./problem";
import { events } from "./server-events";
import { sessionRestored, setSession } from "./session-state";

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

afterEach(() => setTransport((request) => fetch(request)));

async function failureOf(call: Promise<unknown>): Promise<ApiProblem> {
  try {
    await call;
  } catch (problem) {
    return problem as ApiProblem;
  }
  throw new Error("it succeeded");
}

describe("the client", () => {
  it("sends the CSRF token with what changes things, and only with that", async () => {
    const seen: (string | null)[] = [];
    setTransport(async (request) => {
      seen.push(request.headers.get("Naru-CSRF-Token"));
      return json({});
    });
    setSession("token", "u-1");
    await http.GET("/api/v1/me");
    await http.POST("/org/v2/environments", { body: { display_name: "x" } });
    expect(seen).toEqual([null, "token"]);
  });

  it("makes a thing once for two clicks, and under the same key after a lost answer", async () => {
    const keys: (string | null)[] = [];
    const answers = [() => Promise.reject(new TypeError("cut")), async () => json({ id: "env-1" }, 201)];
    setTransport((request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return (answers.shift() ?? (async () => json({ id: "env-2" }, 201)))();
    });
    const create = () => http.POST("/org/v2/environments", { body: { display_name: "once" } });

    await failureOf(create());
    const [first, second] = await Promise.all([create(), create()]);
    const later = await create();

    expect(first.data).toEqual({ id: "env-1" });
    expect(second.data).toEqual({ id: "env-1" });
    expect(later.data).toEqual({ id: "env-2" });
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("sends no key with what may happen twice", async () => {
    const keys: (string | null)[] = [];
    setTransport(async (request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return json({});
    });
    await http.POST("/api/v1/logout");
    await http.GET("/org/v2/environments");
    expect(keys).toEqual([null, null]);
  });

  it("throws the API's sentence, its fields and the request's id", async () => {
    setTransport(async () =>
      json(
        {
          errors: [
            {
              id: "r1",
              status: "400",
              code: "invalid_argument",
              title: "",
              detail: "Too long.",
              source: { pointer: "/display_name" },
            },
          ],
        },
        400,
        { "Naru-Request-Id": "r1" },
      ),
    );
    const problem = await failureOf(http.POST("/org/v2/environments", { body: { display_name: "x" } }));
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 400, message: "Too long.", requestId: "r1", passing: false });
    expect(problem.fields.get("/display_name")).toBe("Too long.");
  });

  it("reads errors of Kafka REST and answers that are no JSON", async () => {
    setTransport(async () => json({ error_code: 40403, message: "Unknown topic." }, 404));
    expect(await failureOf(http.GET("/api/v1/me"))).toMatchObject({
      code: "40403",
      message: "Unknown topic.",
    });
    setTransport(async () => new Response("<html>", { status: 502 }));
    expect(await failureOf(http.GET("/api/v1/me"))).toMatchObject({ status: 502, passing: true });
  });

  it("waits for a new sign-in when the session is over, then sends the call once more with its body", async () => {
    const bodies: string[] = [];
    setTransport(async (request) => {
      bodies.push(await request.text());
      return bodies.length === 1 ? json({ errors: [] }, 401) : json({ id: "env-1" }, 201);
    });
    const call = http.POST("/org/v2/environments", { body: { display_name: "kept" } });
    await new Promise((done) => setTimeout(done, 0));
    expect(bodies).toHaveLength(1);
    sessionRestored();
    expect((await call).data).toEqual({ id: "env-1" });
    expect(bodies[1]).toBe(bodies[0]);
  });

  it("does not wait where nobody being logged in is an answer", async () => {
    setTransport(async (request) => {
      expect(request.headers.has("Naru-Quiet")).toBe(false);
      return json({ errors: [] }, 401);
    });
    expect(await failureOf(http.GET("/api/v1/me", { headers: quietly }))).toMatchObject({ status: 401 });
  });

  it("takes the new token when another tab has signed in again", async () => {
    const tokens: (string | null)[] = [];
    setSession("old", "u-1");
    setTransport(async (request) => {
      if (request.url.endsWith("/me")) return json({ user: { id: "u-1" }, session: { csrf_token: "new" } });
      tokens.push(request.headers.get("Naru-CSRF-Token"));
      return tokens.length === 1
        ? json({ errors: [{ code: "csrf", detail: "" }] }, 403)
        : json({ id: "env-1" }, 201);
    });
    const answer = await http.POST("/org/v2/environments", { body: { display_name: "x" } });
    expect(answer.data).toEqual({ id: "env-1" });
    expect(tokens).toEqual(["old", "new"]);
  });

  it("calls a missing answer offline", async () => {
    setTransport(async () => {
      throw new TypeError("network");
    });
    expect(await failureOf(send(new Request("http://localhost/api/v1/me")))).toMatchObject({
      code: "offline",
    });
  });
});

describe("server-sent events", () => {
  it("are put together whatever pieces they come in", async () => {
    const text = 'event: frame\ndata: {"a":\ndata: 1}\n\n: a comment\n\nevent: end\r\ndata: x\r\n\r\n';
    const pieces = new TextEncoder().encode(text);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of pieces) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const found = [];
    for await (const event of events(stream)) found.push(event);
    expect(found).toEqual([
      { event: "frame", data: '{"a":\n1}' },
      { event: "end", data: "x" },
    ]);
  });
});
