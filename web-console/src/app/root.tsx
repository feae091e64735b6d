import { Outlet, useRouter } from "@tanstack/react-router";
import { Fragment, lazy, Suspense, useEffect, useRef } from "react";
import { useSessionState } from "~/api/session-state";
import { useLanguage } from "~/text/language";
import { Shortcuts } from "./shortcuts";

const SessionDialog = lazy(() =>
  import("./session-dialog").then((file) => ({ default: file.SessionDialog })),
);

/** Moving inside the messages of one topic is not a new page: the list keeps the focus. */
const place = (path: string) => path.replace(/(\/topics\/[^/]+\/messages)\/.*$/, "$1");

/** After a navigation the focus goes to the new page's heading. */
function useHeadingFocus() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
        if (!fromLocation || place(fromLocation.pathname) === place(toLocation.pathname)) return;
        const heading = document.querySelector<HTMLElement>("main h1");
        if (heading && !document.activeElement?.closest("[data-keeps-focus]"))
          heading.focus({ preventScroll: true });
      }),
    [router],
  );
}

export function Root() {
  useHeadingFocus();
  const { lost } = useSessionState();
  // Once it was needed it stays: what follows a log-in in it happens after it has closed.
  const needed = useRef(false);
  needed.current ||= lost;
  // Texts are read while rendering, so another language renders everything anew.
  return (
    <Fragment key={useLanguage()}>
      <Outlet />
      {needed.current && (
        <Suspense>
          <SessionDialog />
        </Suspense>
      )}
      <Shortcuts />
    </Fragment>
  );
}
