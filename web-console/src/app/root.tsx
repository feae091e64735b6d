import { Outlet, useRouter } from "@tanstack/react-router";
import { Fragment, useEffect, useState } from "react";
import { useLanguage } from "~/text/language";
import { t } from "~/text/t";
import { SessionDialog } from "./session-dialog";
import { Shortcuts } from "./shortcuts";

/** Moving inside the messages of one topic is not a new page: the list keeps the focus. */
const place = (path: string) => path.replace(/(\/topics\/[^/]+\/messages)\/.*$/, "$1");

/** So many frames a page may take until its heading is there. */
const MOST_FRAMES = 300;

/** The page by its title, and the tab that is open on it. */
function nameOfPage(): string {
  const tab = document.querySelector("main nav [aria-current=page]")?.textContent;
  return [document.title.replace(/ · Naru$/, ""), tab].filter(Boolean).join(", ");
}

/** After a navigation the focus goes to the new page's heading, and screen readers are told which page it is. */
function useArrival(): string {
  const router = useRouter();
  const [arrived, setArrived] = useState("");
  useEffect(() => {
    let frame = 0;
    const arrive = (left: number) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const heading = document.querySelector<HTMLElement>("main h1");
        if (!heading) return left > 0 ? arrive(left - 1) : undefined;
        if (!document.activeElement?.closest("[data-keeps-focus]")) heading.focus({ preventScroll: true });
        setArrived(nameOfPage());
      });
    };
    const stop = router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
      if (!fromLocation || place(fromLocation.pathname) === place(toLocation.pathname)) return;
      arrive(MOST_FRAMES);
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [router]);
  return arrived;
}

export function Root() {
  const arrived = useArrival();
  // Texts are read while rendering, so another language renders everything anew.
  return (
    <Fragment key={useLanguage()}>
      <Outlet />
      <SessionDialog />
      <Shortcuts />
      <p className="unseen" aria-live="polite" data-arrival>
        {arrived && t("shell.arrived", { page: arrived })}
      </p>
    </Fragment>
  );
}
