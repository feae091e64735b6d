import { lazyRouteComponent } from "@tanstack/react-router";
import { loadRest } from "~/text/language";

/** A page that comes when it is opened, with the texts that the first load does without. */
export function lazyPage<File extends Record<string, unknown>, Name extends keyof File>(
  load: () => Promise<File>,
  name: Name,
) {
  return lazyRouteComponent(async () => (await Promise.all([load(), loadRest()]))[0], name);
}
