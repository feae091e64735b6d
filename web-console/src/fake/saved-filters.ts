import type { SavedFilter } from "~/api/types";
import { type Call, empty, json, notFound, refuse } from "./answers";
import { checkFilter } from "./filter";
import { makeId, type World } from "./world";

const MOST = 100;

export const listSavedFilters = (world: World): Response =>
  json({ data: world.savedFilters.toSorted((a, b) => a.name.localeCompare(b.name)) });

function wrong(filter: string | undefined): Response | undefined {
  const problem = filter === undefined ? undefined : checkFilter(filter).problems[0];
  return (
    problem &&
    refuse(
      400,
      "invalid_argument",
      `filter, line ${problem.line}, column ${problem.column}: ${problem.message}.`,
      "/filter",
    )
  );
}

export function saveFilter(world: World, { body }: Call): Response {
  const { name, filter } = body as Pick<SavedFilter, "name" | "filter">;
  const refused = wrong(filter);
  if (refused) return refused;
  if (world.savedFilters.some((each) => each.name === name))
    return refuse(409, "name_taken", `You have a filter named ${name} already.`, "/name");
  if (world.savedFilters.length >= MOST)
    return refuse(402, "limit_reached", `You can keep at most ${MOST} filters. Delete one first.`);
  const at = new Date().toISOString();
  const saved: SavedFilter = { id: makeId(world, "sf-"), name, filter, created_at: at, updated_at: at };
  world.savedFilters.push(saved);
  return json(saved, 201);
}

export function updateSavedFilter(world: World, { parts, body }: Call): Response {
  const saved = world.savedFilters.find((each) => each.id === parts[0]);
  if (!saved) return notFound();
  const change = body as Partial<Pick<SavedFilter, "name" | "filter">>;
  const refused = wrong(change.filter);
  if (refused) return refused;
  Object.assign(saved, change, { updated_at: new Date().toISOString() });
  return json(saved);
}

export function deleteSavedFilter(world: World, { parts }: Call): Response {
  if (!world.savedFilters.some((each) => each.id === parts[0])) return notFound();
  world.savedFilters = world.savedFilters.filter((each) => each.id !== parts[0]);
  return empty();
}
