import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { clusterQuery } from "~/api/clusters";
import { ProblemOf } from "~/api/loaded";
import { ApiProblem } from "~/api/problem";
import { useSessionState } from "~/api/session-state";
import { NothingHere } from "~/parts/nothing-here";
import { t } from "~/text/t";
import { timeOfDay } from "~/ui/format";
import { usePreferences } from "~/ui/preferences";
import { Rail } from "./rail";
import css from "./shell.module.css";
import { TopBar } from "./top-bar";

const RailDrawer = lazy(() => import("./rail-drawer").then((file) => ({ default: file.RailDrawer })));

function OfflineBanner() {
  const { offlineSinceMs } = useSessionState();
  const { zone } = usePreferences();
  if (offlineSinceMs === undefined) return null;
  return (
    <p className={css.offline} role="status">
      {t("shell.offline", { time: timeOfDay(offlineSinceMs, zone, "min") })}
    </p>
  );
}

export function Shell() {
  const [drawer, setDrawer] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation closes the drawer
  useEffect(() => setDrawer(false), [path]);
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#content">
        {t("shell.skip")}
      </a>
      <TopBar onMenu={() => setDrawer(true)} />
      <div className={css.middle}>
        <div className={css.rail}>
          <Rail />
        </div>
        <main id="content" className={css.main} tabIndex={-1}>
          <OfflineBanner />
          <Outlet />
        </main>
      </div>
      {drawer && (
        <Suspense>
          <RailDrawer onClose={() => setDrawer(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** All pages of a cluster; one that isn't there, or is somebody else's, has none. */
export function ClusterFrame() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId" });
  const cluster = useQuery(clusterQuery(clusterId));
  if (cluster.isError && cluster.data === undefined) {
    const problem = cluster.error;
    if (problem instanceof ApiProblem && problem.status === 404) return <NothingHere />;
    return <ProblemOf problem={problem} onRetry={() => void cluster.refetch()} />;
  }
  return <Outlet />;
}
