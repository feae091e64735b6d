import type { Message, RedriveProgress, RedriveRequest } from "~/api/types";
import { type Call, json, notFound } from "./answers";
import { append, arrive, textView } from "./arrivals";
import { matchesFilter } from "./filter";
import { byTime } from "./ranges";
import { clusterOf, topicOf } from "./topics";
import type { FakeCluster, FakeTopic, World } from "./world";

const TICK_MS = 100;
const MOST_RESULTS = 100;

const header = (message: Message, name: string): string | undefined =>
  message.headers.find((each) => each.name === name)?.value?.data;

const positionsOf = (text: string | undefined): Map<number, bigint> =>
  new Map(
    (text ?? "").split(",").flatMap((pair): [number, bigint][] => {
      const [partition, offset] = pair.split(":");
      return offset === undefined ? [] : [[Number(partition), BigInt(offset)]];
    }),
  );

const targetOf = (message: Message, request: RedriveRequest): string | undefined => {
  const name = header(message, `__dlq.errors.${request.to === "retry" ? "group" : "topic"}`);
  return request.to === "retry" && name !== undefined ? `retry.${name}.now` : name;
};

/** What of a topic a request means, and what of that stays. */
function sorted(topic: FakeTopic, request: RedriveRequest) {
  const begins = positionsOf(request.positions);
  const ends = positionsOf(request.ends);
  const seen = topic.partitions
    .flatMap((partition) => partition.messages)
    .filter(({ partition, offset }) => {
      const end = ends.get(partition);
      return BigInt(offset) >= (begins.get(partition) ?? 0n) && (end === undefined || BigInt(offset) < end);
    })
    .sort(byTime);
  const matched = seen.filter((each) => !request.filter || matchesFilter(request.filter, each) === true);
  const known = matched.filter((each) => targetOf(each, request) !== undefined);
  const due = known.filter(
    (each) => Number(header(each, "naru.redrive.count") ?? 0) < (request.most_redrives ?? 3),
  );
  return {
    seen,
    matched,
    due,
    withoutOrigin: matched.length - known.length,
    tooOften: known.length - due.length,
  };
}

export function planRedrive(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  const cluster = clusterOf(world, call.parts[0]);
  if (!topic || !cluster) return notFound();
  arrive(world, topic, Date.now());
  const request = call.body as RedriveRequest;
  const { seen, matched, due, withoutOrigin, tooOften } = sorted(topic, request);
  const counts = new Map<string, number>();
  for (const message of due) {
    const name = targetOf(message, request) ?? "";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return json({
    complete: true,
    seen: String(seen.length),
    matched: String(matched.length),
    bytes: String(seen.reduce((sum, each) => sum + each.size, 0)),
    without_origin: String(withoutOrigin),
    too_often: String(tooOften),
    remaining: "0",
    positions: topic.partitions.map((_, at) => `${at}:0`).join(","),
    ends: topic.partitions.map(({ end }, at) => `${at}:${end}`).join(","),
    targets: [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, messages]) => {
        const target = cluster.topics.get(name);
        return {
          topic: name,
          exists: target !== undefined,
          ...(target ? { partitions: target.partitions.length } : {}),
          messages: String(messages),
        };
      }),
    other_messages: "0",
  });
}

/** One run: what waits, and what has become of the rest. */
class Run {
  readonly id: string;
  readonly #cluster: FakeCluster;
  readonly #topic: FakeTopic;
  readonly #request: RedriveRequest;
  readonly #all: ReturnType<typeof sorted>;
  readonly #waiting: Message[];
  #sent = 0;
  #failed = 0;

  constructor(cluster: FakeCluster, topic: FakeTopic, request: RedriveRequest) {
    this.id = `rd-${cluster.cluster.id}`;
    this.#cluster = cluster;
    this.#topic = topic;
    this.#request = request;
    this.#all = sorted(topic, request);
    this.#waiting = this.#all.due.slice(0, request.limit ?? 10_000);
  }

  progress(): RedriveProgress {
    const atOnce = Math.round(((this.#request.per_second ?? 100) * TICK_MS) / 1000);
    const results = this.#waiting.splice(0, Math.min(MOST_RESULTS, Math.max(1, atOnce)));
    return {
      redrive_id: this.id,
      results: results.map((message) => this.#write(message)),
      seen: String(this.#all.seen.length - this.#waiting.length),
      matched: String(this.#all.matched.length - this.#waiting.length),
      sent: String(this.#sent),
      failed: String(this.#failed),
      without_origin: String(this.#all.withoutOrigin),
      too_often: String(this.#all.tooOften),
      remaining: String(this.#waiting.length),
      positions: this.#places(),
    };
  }

  end() {
    if (this.#waiting.length > 0) return undefined;
    return {
      redrive_id: this.id,
      reason: this.#sent + this.#failed < this.#all.due.length ? "limit" : "reached_end",
      sent: String(this.#sent),
      failed: String(this.#failed),
      positions: this.#places(),
    };
  }

  #places(): string {
    const done = this.#sent + this.#failed;
    const next = new Map<number, string>();
    for (const { partition, offset } of this.#all.due.slice(done))
      if (!next.has(partition)) next.set(partition, offset);
    return this.#topic.partitions.map(({ end }, at) => `${at}:${next.get(at) ?? end}`).join(",");
  }

  #write(message: Message): RedriveProgress["results"][number] {
    const { partition, offset } = message;
    const target_topic = targetOf(message, this.#request) ?? "";
    const target = this.#cluster.topics.get(target_topic);
    const place = Number(header(message, "__dlq.errors.partition") ?? 0);
    const written = target && append(target, place, redriven(message, this.id), Date.now());
    if (!written) {
      this.#failed += 1;
      return {
        partition,
        offset,
        target_topic,
        error: "This server does not host this topic-partition.",
      };
    }
    this.#sent += 1;
    return {
      partition,
      offset,
      target_topic,
      target_partition: written.partition,
      target_offset: written.offset,
    };
  }
}

function redriven(message: Message, id: string): Pick<Message, "key" | "value" | "headers"> {
  const { key, value, headers } = message;
  const count = Number(header(message, "naru.redrive.count") ?? 0) + 1;
  const ours = { "naru.redrive.count": String(count), "naru.redrive.id": id };
  return {
    key,
    value,
    headers: [
      ...headers.filter(({ name }) => !(name in ours)),
      ...Object.entries(ours).map(([name, text]) => ({ name, value: textView(text) })),
    ],
  };
}

export function redriveMessages(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  const cluster = clusterOf(world, call.parts[0]);
  if (!topic || !cluster) return notFound();
  const run = new Run(cluster, topic, call.body as RedriveRequest);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const event = (name: string, data: unknown) =>
        controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
      const timer = setInterval(() => {
        if (call.signal.aborted) return clearInterval(timer);
        event("progress", run.progress());
        const end = run.end();
        if (!end) return;
        event("end", end);
        clearInterval(timer);
        controller.close();
      }, TICK_MS);
    },
  });
  return new Response(stream, {
    headers: { "Content-Type": "text/event-stream", "Naru-Request-Id": run.id },
  });
}
