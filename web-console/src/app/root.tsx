import { Outlet, useRouter } from "@tanstack/react-router";
import { Fragment, useEffect } from "react";
import { useLanguage } from "~/text/language";
import { SessionDialog } from "./session-dialog";
import { Shortcuts } from "./shortcuts";

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
  // Texts are read while rendering, so another language renders everything anew.
  return (
    <Fragment key={useLanguage()}>
      <Outlet />
      <SessionDialog />
      <Shortcuts />
    </Fragment>
  );
}
