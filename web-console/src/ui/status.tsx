import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconProgress,
} from "@tabler/icons-react";
import { type PlainTextId, t } from "~/text/t";
import css from "./status.module.css";

export type Tone = "ok" | "busy" | "warn" | "bad" | "over";

const icons = {
  ok: IconCircleCheck,
  busy: IconProgress,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  over: IconCircleMinus,
} as const;

/** The one vocabulary of states: word, tone. Kafka's own group states keep Kafka's words. */
const vocabulary = {
  PROVISIONED: ["status.running", "ok"],
  PROVISIONING: ["status.creating", "busy"],
  FAILED: ["status.failed", "bad"],
  DELETING: ["status.deleting", "busy"],
  ACTIVE: ["status.active", "ok"],
  OPEN: ["status.open", "busy"],
  EXPIRED: ["status.expired", "over"],
  RETIRING: ["status.retiring", "warn"],
  REVOKING: ["status.revoking", "busy"],
  REVOKED: ["status.revoked", "over"],
  STABLE: ["status.stable", "ok"],
  EMPTY: ["status.empty", "over"],
  DEAD: ["status.dead", "over"],
  PREPARING_REBALANCE: ["status.preparingRebalance", "busy"],
  COMPLETING_REBALANCE: ["status.completingRebalance", "busy"],
  LIVE: ["status.live", "ok"],
  PAUSED: ["status.paused", "warn"],
  STOPPED: ["status.stopped", "over"],
  READING: ["status.reading", "busy"],
  CONNECTING: ["status.connecting", "busy"],
  SENDING: ["status.sending", "busy"],
  DONE: ["status.done", "ok"],
} as const satisfies Record<string, readonly [PlainTextId, Tone]>;

export type State = keyof typeof vocabulary;

export function Status({ state }: { state: string }) {
  const known = vocabulary[state.toUpperCase() as State];
  const tone: Tone = known ? known[1] : "over";
  const Icon = known ? icons[tone] : IconCircleDashed;
  return (
    <span className={css.status} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {known ? t(known[0]) : state}
    </span>
  );
}

export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={css.badge} data-tone={tone}>
      {children}
    </span>
  );
}
