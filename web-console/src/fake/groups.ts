import type {
  ConsumerGroup,
  GroupLag,
  GroupLagHistory,
  GroupLagList,
  LaggingGroup,
  LagTrend,
  TopicReader,
} from "~/api/types";
import { type Call, json, notFound, refuseKafka } from "./answers";
import { arrive } from "./arrivals";
import { clusterOf } from "./topics";
import type { FakeCluster, FakeGroup, World } from "./world";

const shown = (cluster: string, group: FakeGroup): ConsumerGroup => ({
  kind: "KafkaConsumerGroup",
  metadata: { self: "" },
  cluster_id: cluster,
  consumer_group_id: group.id,
  is_simple: false,
  partition_assignor: group.members.length > 0 ? "range" : "",
  state: group.state,
  members_count: group.members.length,
  consumers: { related: "" },
  lag_summary: { related: "" },
});

export function findGroup(world: World, call: Call): [FakeCluster, FakeGroup] | undefined {
  const cluster = clusterOf(world, call.parts[0]);
  const group = cluster?.groups.find((each) => each.id === call.parts[1]);
  return cluster && group ? [cluster, group] : undefined;
}

export const unknownGroup = () => refuseKafka(404, 404, "There is no consumer group of that id.");

export function listConsumerGroups(world: World, { parts }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  if (!cluster) return notFound();
  return json({
    kind: "KafkaConsumerGroupList",
    metadata: { self: "" },
    data: cluster.groups.map((group) => shown(parts[0] ?? "", group)),
  });
}

export function getConsumerGroup(world: World, call: Call): Response {
  const found = findGroup(world, call);
  return found ? json(shown(call.parts[0] ?? "", found[1])) : unknownGroup();
}

export function listConsumers(world: World, call: Call): Response {
  const found = findGroup(world, call);
  return found
    ? json({ kind: "KafkaConsumerList", metadata: { self: "" }, data: found[1].members })
    : unknownGroup();
}

function lagOf(world: World, cluster: FakeCluster, group: FakeGroup): GroupLag {
  const topic = cluster.topics.get(group.topic);
  if (topic) arrive(world, topic, Date.now());
  const perPartition = (topic?.rate ?? 0) / (topic?.partitions.length ?? 1);
  const partitions = group.behind.map((behind, partition) => {
    const end = topic?.partitions[partition]?.end ?? 0n;
    const member = group.members[partition % Math.max(1, group.members.length)];
    return {
      topic: group.topic,
      partition,
      committed_offset: String(end - behind),
      end_offset: String(end),
      lag: String(behind),
      lag_seconds: perPartition > 0 ? Math.round((Number(behind) / perPartition) * 10) / 10 : 0,
      ...(member ? { member_id: member.consumer_id, client_id: member.client_id, host: member.host } : {}),
    };
  });
  return {
    cluster_id: cluster.cluster.id,
    group_id: group.id,
    state: group.state,
    total_lag: String(group.behind.reduce((total, each) => total + each, 0n)),
    max_lag_seconds: Math.max(...partitions.map((each) => each.lag_seconds)),
    at: new Date().toISOString(),
    partitions,
  };
}

export function getGroupLag(world: World, call: Call): Response {
  const found = findGroup(world, call);
  return found ? json(lagOf(world, ...found)) : notFound();
}

export function listTopicReaders(world: World, { parts }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  if (!cluster) return notFound();
  const data = cluster.groups
    .filter((group) => group.topic === parts[1])
    .map((group): TopicReader => {
      const { group_id, state, total_lag, max_lag_seconds, partitions } = lagOf(world, cluster, group);
      return {
        group_id,
        state,
        members_count: group.members.length,
        total_lag,
        ...(max_lag_seconds === undefined ? {} : { max_lag_seconds }),
        partitions,
      };
    });
  return json({ data, not_asked: 0 });
}

/** Whoever is stuck. */
export function listLaggingGroups(world: World): Response {
  const data = world.clusters.flatMap((cluster) =>
    cluster.groups
      .map((group) => ({ group, trend: trendOf(group) }))
      .filter(({ trend }) => trend.word === "stuck")
      .map(
        ({ group, trend }): LaggingGroup => ({
          cluster_id: cluster.cluster.id,
          group_id: group.id,
          at: new Date().toISOString(),
          messages: String(behind(group)),
          trend,
        }),
      ),
  );
  return json({ data });
}

const behind = (group: FakeGroup): bigint => group.behind.reduce((total, each) => total + each, 0n);

function trendOf(group: FakeGroup): LagTrend {
  if (behind(group) === 0n) return { word: "caught_up" };
  return group.members.length === 0
    ? { word: "stuck", since: new Date(Date.now() - 1_380_000).toISOString() }
    : { word: "catching_up", minutes_left: 4, seconds_per_second: -0.6 };
}

/** A course that ends in what is behind now; its first tenth was not measured. */
function course(group: FakeGroup, steps: number): (number | null)[] {
  const now = Number(behind(group));
  return Array.from({ length: steps }, (_, at) =>
    at < steps / 10 ? null : Math.round(now * (0.6 + 0.4 * Math.abs(Math.sin(at / 7)) * (at / steps))),
  );
}

export function getGroupLagHistory(world: World, call: Call): Response {
  const found = findGroup(world, call);
  if (!found) return notFound();
  const [cluster, group] = found;
  const to = Date.parse(call.query.get("to") ?? "") || Date.now();
  const from = Date.parse(call.query.get("from") ?? "") || to - 21_600_000;
  const step = Number(call.query.get("step") ?? 60);
  const steps = Math.min(400, Math.floor((to - from) / 1000 / step));
  const first = Math.floor(from / 1000 / step) * step;
  const messages = course(group, steps);
  const rate = cluster.topics.get(group.topic)?.rate ?? 0;
  const history: GroupLagHistory = {
    cluster_id: call.parts[0] ?? "",
    group_id: group.id,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    step,
    times: messages.map((_, at) => first + at * step),
    messages,
    seconds: messages.map((each) => (each === null ? null : rate > 0 ? each / rate : 0)),
    trend: trendOf(group),
  };
  return json(history);
}

export function listGroupLags(world: World, call: Call): Response {
  const cluster = clusterOf(world, call.parts[0]);
  if (!cluster) return notFound();
  const wanted = new Set(call.query.getAll("group"));
  const lags: GroupLagList = {
    data: cluster.groups
      .filter((group) => wanted.has(group.id))
      .map((group) => {
        const rate = cluster.topics.get(group.topic)?.rate ?? 0;
        return {
          group_id: group.id,
          at: new Date().toISOString(),
          messages: String(behind(group)),
          seconds: rate > 0 ? Number(behind(group)) / rate : 0,
          hour: course(group, 60),
          trend: trendOf(group),
        };
      }),
  };
  return json(lags);
}
