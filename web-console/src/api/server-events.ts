import type { components } from "./generated";
import { ApiProblem } from "./problem";

/** What a stream's `failure` event says. */
export function failure(data: string, requestId: string | undefined): ApiProblem {
  const first = (JSON.parse(data) as components["schemas"]["Errors"]).errors[0];
  return new ApiProblem({
    status: Number(first?.status ?? 500),
    code: first?.code ?? "internal",
    sentence: first?.detail ?? "",
    requestId: first?.id ?? requestId,
  });
}

interface ServerEvent {
  event: string;
  data: string;
}

/** The events of a stream of server-sent events, by the rules of the HTML standard that we need. */
export async function* events(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

function parseEvent(block: string): ServerEvent | undefined {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === "event") event = value ?? "";
    else if (name === "data") data.push(value ?? "");
  }
  return data.length > 0 ? { event, data: data.join("\n") } : undefined;
}
