/** A request as the handlers see it. */
export interface Call {
  method: string;
  /** The parts of the path that stand in braces in its pattern. */
  parts: string[];
  query: URLSearchParams;
  body: unknown;
  signal: AbortSignal;
}

let requests = 0;

const headers = () => {
  requests += 1;
  return {
    "Content-Type": "application/json",
    "Naru-Request-Id": `01FAKE${String(requests).padStart(6, "0")}`,
  };
};

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: headers() });
export const empty = (): Response =>
  new Response(null, { status: 204, headers: { "Naru-Request-Id": headers()["Naru-Request-Id"] } });

/** An error in the management API's shape. */
export function refuse(status: number, code: string, detail: string, pointer?: string): Response {
  const answer = headers();
  const error = {
    id: answer["Naru-Request-Id"],
    status: String(status),
    code,
    title: code.replaceAll("_", " "),
    detail,
    ...(pointer ? { source: { pointer } } : {}),
  };
  return new Response(JSON.stringify({ errors: [error] }), { status, headers: answer });
}

/** An error in Kafka REST's shape. */
export const refuseKafka = (status: number, error_code: number, message: string): Response =>
  json({ error_code, message }, status);

export const notFound = () => refuse(404, "not_found", "There is nothing of that id.");
export const unknownTopic = () => refuseKafka(404, 40403, "This server does not host this topic-partition.");
export const list = <T>(kind: string, api_version: string, data: T[]) =>
  json({ api_version, kind, metadata: { total_size: data.length }, data });
