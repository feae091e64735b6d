import { Link, type LinkProps } from "@tanstack/react-router";
import css from "./tabs.module.css";

/** Tabs are addresses: each is a link, and Back goes to the one before. */
export function Tabs({ label, tabs }: { label: string; tabs: (LinkProps & { name: string })[] }) {
  return (
    <nav aria-label={label} className={css.tabs}>
      {tabs.map(({ name, ...link }) => (
        <Link key={name} {...link} className={css.tab} activeProps={{ "aria-current": "page" }}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
