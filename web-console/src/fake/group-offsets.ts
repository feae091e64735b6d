import type { OffsetReset, OffsetResetResult } from "~/api/types";
import { type Call, empty, json, notFound, refuse, refuseKafka } from "./answers";
import { findGroup, unknownGroup } from "./groups";
import type { FakeGroup, World } from "./world";

const clamp = (value: bigint, least: bigint, most: bigint) =>
  value < least ? least : value > most ? most : value;

export function resetGroupOffsets(world: World, call: Call): Response {
  const found = findGroup(world, call);
  if (!found) return notFound();
  const [cluster, group] = found;
  const reset = call.body as OffsetReset;
  const topic = cluster.topics.get(group.topic);
  const active = group.members.map((member) => `${member.client_id} from ${member.host}`);
  const dryRun = reset.dry_run ?? true;
  if (!dryRun && active.length > 0)
    return refuse(409, "group_not_empty", `${group.id} has members: ${active.join(", ")}. Stop them first.`);
  const moves = (topic?.partitions ?? []).map((partition, at) => {
    const oldest = BigInt(partition.messages[0]?.offset ?? partition.end);
    const from = partition.end - (group.behind[at] ?? 0n);
    const named = reset.offsets?.find((each) => each.partition === at)?.offset;
    const wanted = {
      oldest,
      newest: partition.end,
      time: BigInt(
        partition.messages.find((each) => each.timestamp >= (reset.time ?? ""))?.offset ?? partition.end,
      ),
      offset: BigInt(reset.offset ?? "0"),
      shift: from + BigInt(reset.shift ?? "0"),
      offsets: BigInt(named ?? from),
    }[reset.to];
    const to = clamp(wanted, oldest, partition.end);
    if (!dryRun) group.behind[at] = partition.end - to;
    return { topic: group.topic, partition: at, from, to };
  });
  return json(resultOf(call, group, reset, moves, active));
}

function resultOf(
  call: Call,
  group: FakeGroup,
  reset: OffsetReset,
  moves: { topic: string; partition: number; from: bigint; to: bigint }[],
  active: string[],
): OffsetResetResult {
  const total = (count: (move: { from: bigint; to: bigint }) => bigint) =>
    String(moves.reduce((sum, move) => sum + count(move), 0n));
  const replayed = ({ from, to }: { from: bigint; to: bigint }) => (to < from ? from - to : 0n);
  const skipped = ({ from, to }: { from: bigint; to: bigint }) => (to > from ? to - from : 0n);
  return {
    cluster_id: call.parts[0] ?? "",
    group_id: group.id,
    dry_run: reset.dry_run ?? true,
    active_members: active,
    partitions: moves.map((move) => ({
      topic: move.topic,
      partition: move.partition,
      from: String(move.from),
      to: String(move.to),
      messages_replayed: String(replayed(move)),
      messages_skipped: String(skipped(move)),
    })),
    messages_replayed: total(replayed),
    messages_skipped: total(skipped),
    command: `kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --command-config client.properties --group ${group.id} --topic ${group.topic} --reset-offsets --to-earliest --dry-run`,
  };
}

export function deleteConsumerGroup(world: World, call: Call): Response {
  const found = findGroup(world, call);
  if (!found) return unknownGroup();
  const [cluster, group] = found;
  if (group.members.length > 0) return refuseKafka(409, 40902, `${group.id} has members. Stop them first.`);
  cluster.groups = cluster.groups.filter((each) => each !== group);
  return empty();
}
