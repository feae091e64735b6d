import type { UseFormReturnType } from "@mantine/form";
import { ApiProblem } from "./problem";

/**
 * Puts the API's sentences under the fields they speak of and focuses the first. Answers whether there was such a field; if
 * not, the sentence belongs above the buttons.
 */
export function showOnFields<Values>(
  form: UseFormReturnType<Values>,
  problem: unknown,
  pointers: Record<string, keyof Values & string>,
): boolean {
  if (!(problem instanceof ApiProblem)) return false;
  let first: string | undefined;
  for (const [pointer, sentence] of problem.fields) {
    const field = pointers[pointer];
    if (!field) continue;
    form.setFieldError(field, sentence);
    first ??= field;
  }
  if (first) form.getInputNode(first)?.focus();
  return first !== undefined;
}

/** Whether a problem is told by a field already. */
export const isOnField = (problem: unknown, pointers: Record<string, string>): boolean =>
  problem instanceof ApiProblem && [...problem.fields.keys()].some((pointer) => pointer in pointers);
