import { apiSentences } from "~/text/api-sentences";
import { language } from "~/text/language";
import type { components } from "./generated";

type ErrorBody = components["schemas"]["Errors"] | components["schemas"]["KafkaErrorBody"];

/** A call that did not succeed, in the API's own words. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** Sentences by JSON pointer into the request's body. */
  readonly fields: ReadonlyMap<string, string>;
  readonly retryAfterMs: number | undefined;

  constructor(init: {
    status: number;
    code: string;
    sentence: string;
    requestId?: string | undefined;
    fields?: ReadonlyMap<string, string>;
    retryAfterMs?: number | undefined;
  }) {
    super(init.sentence);
    this.name = "ApiProblem";
    this.status = init.status;
    this.code = init.code;
    this.requestId = init.requestId;
    this.fields = init.fields ?? new Map();
    this.retryAfterMs = init.retryAfterMs;
  }

  /** Whether the same read may do better in a moment. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** No answer at all: the server is gone or the network is. */
export const OFFLINE = "offline";

export async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get("Naru-Request-Id") ?? undefined;
  const retryAfter = Number(response.headers.get("Retry-After"));
  const common = {
    status: response.status,
    requestId,
    retryAfterMs: retryAfter > 0 ? retryAfter * 1000 : undefined,
  };
  const body = await bodyOf(response);
  if (body && "errors" in body) {
    const fields = new Map<string, string>();
    for (const error of body.errors) {
      if (error.source?.pointer) {
        fields.set(error.source.pointer, apiSentences[language()]?.[error.code] ?? error.detail);
      }
    }
    const first = body.errors[0];
    return new ApiProblem({
      ...common,
      code: first?.code ?? String(response.status),
      sentence: first?.detail ?? response.statusText,
      fields,
    });
  }
  if (body && "error_code" in body) {
    return new ApiProblem({ ...common, code: String(body.error_code), sentence: body.message });
  }
  return new ApiProblem({ ...common, code: String(response.status), sentence: "" });
}

async function bodyOf(response: Response): Promise<ErrorBody | undefined> {
  try {
    return (await response.json()) as ErrorBody;
  } catch {
    return undefined;
  }
}
