import { useCallback, useEffect, useRef, useState } from "react";
import { redrive } from "~/api/redrive";
import type { RedriveEnd, RedriveProgress, RedriveRequest } from "~/api/types";

export type Result = RedriveProgress["results"][number];

export interface Run {
  state: "running" | "stopped" | "ended" | "broken";
  request: RedriveRequest;
  /** Sums over all parts of the run, which begins anew where it was stopped. */
  sent: bigint;
  failed: bigint;
  leftOut: bigint;
  remaining: bigint;
  /** The newest first, at most {@link KEPT}; what failed stays longest. */
  results: readonly Result[];
  positions: string | undefined;
  end: RedriveEnd | undefined;
  problem: unknown;
}

export const KEPT = 500;

/** The newest results, and of those that would be too many the failed ones before the sent ones. */
export function keep(before: readonly Result[], fresh: readonly Result[]): readonly Result[] {
  const all = [...fresh.toReversed(), ...before];
  if (all.length <= KEPT) return all;
  const failed = all.filter((each) => each.error !== undefined).slice(0, KEPT);
  let room = KEPT - failed.length;
  const kept = new Set(failed);
  return all.filter((each) => kept.has(each) || (each.error === undefined && room-- > 0));
}

function after(run: Run, base: Run | undefined, progress: RedriveProgress): Run {
  const sum = (count: string, earlier: bigint | undefined) => BigInt(count) + (earlier ?? 0n);
  return {
    ...run,
    sent: sum(progress.sent, base?.sent),
    failed: sum(progress.failed, base?.failed),
    leftOut: sum(progress.without_origin, base?.leftOut) + BigInt(progress.too_often),
    remaining: BigInt(progress.remaining),
    results: keep(run.results, progress.results),
    positions: progress.positions,
  };
}

const fresh = (request: RedriveRequest): Run => ({
  state: "running",
  request,
  sent: 0n,
  failed: 0n,
  leftOut: 0n,
  remaining: 0n,
  results: [],
  positions: request.positions,
  end: undefined,
  problem: undefined,
});

/** One run of sending back. It is never begun again by itself: what was under way when it broke may have been written. */
export function useRedrive(cluster: string, topic: string) {
  const [run, setRun] = useState<Run>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const follow = useCallback(
    async (request: RedriveRequest, base: Run | undefined) => {
      abort.current?.abort();
      const controller = new AbortController();
      abort.current = controller;
      const change = (next: (run: Run) => Run) => {
        if (abort.current === controller) setRun((before) => (before ? next(before) : before));
      };
      setRun({ ...(base ?? fresh(request)), state: "running", request, end: undefined, problem: undefined });
      try {
        const end = await redrive(
          cluster,
          topic,
          request,
          (progress) => change((before) => after(before, base, progress)),
          controller.signal,
        );
        change((before) =>
          end
            ? { ...before, state: "ended", end, positions: end.positions }
            : { ...before, state: before.state === "running" ? "broken" : before.state },
        );
      } catch (problem) {
        if (!controller.signal.aborted) change((before) => ({ ...before, state: "broken", problem }));
      }
    },
    [cluster, topic],
  );

  return {
    run,
    start: (request: RedriveRequest) => void follow(request, undefined),
    stop: () => {
      abort.current?.abort();
      setRun((before) => (before ? { ...before, state: "stopped" } : before));
    },
    goOn: () => {
      if (run) void follow({ ...run.request, positions: run.positions }, run);
    },
    forget: () => {
      abort.current?.abort();
      setRun(undefined);
    },
  };
}
