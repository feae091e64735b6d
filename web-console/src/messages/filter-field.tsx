import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { filterCheckQuery } from "~/api/messages";
import { t } from "~/text/t";
import { completions, problemSpan } from "./cel";
import css from "./filter.module.css";

const TYPING_MS = 300;
const MOST_CHARACTERS = 4000;

interface Props {
  clusterId: string;
  topic: string;
  /** What is typed; it becomes the filter of the page only by Enter or Search. */
  value: string;
  paths: readonly string[];
  onChange: (filter: string) => void;
  onApply: () => void;
}

/** A CEL expression, checked by the server while it is typed, underlined where it is wrong, completed from the rows at hand. */
export function FilterField({ clusterId, topic, value, paths, onChange, onApply }: Props) {
  const [checked] = useDebouncedValue(value.trim(), TYPING_MS);
  const { data: check } = useQuery(filterCheckQuery(clusterId, topic, checked));
  const problem = checked === value.trim() && checked !== "" ? check?.problems[0] : undefined;
  const field = useRef<HTMLInputElement>(null);
  const shade = useRef<HTMLDivElement>(null);
  const id = useId();
  const complete = useCompletion(value, paths, onChange, field);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text scrolls the field, whatever it is
  useEffect(() => {
    if (shade.current && field.current) shade.current.scrollLeft = field.current.scrollLeft;
  }, [value]);
  return (
    <div className={css.filter}>
      <div className={css.field} data-wrong={problem !== undefined || undefined}>
        <div ref={shade} className={css.shade} data-cut aria-hidden>
          <Underlined filter={value} problem={problem} />
        </div>
        <input
          ref={field}
          className={css.input}
          role="combobox"
          aria-label={t("messages.filter")}
          aria-expanded={complete.open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={complete.open ? `${id}-${complete.at}` : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          placeholder={t("messages.filterExample")}
          value={value}
          maxLength={MOST_CHARACTERS}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onChange={(event) => {
            onChange(event.currentTarget.value);
            complete.look(event.currentTarget.selectionStart ?? 0);
          }}
          onScroll={(event) => {
            if (shade.current) shade.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onBlur={() => complete.close()}
          onKeyDown={(event) => {
            if (complete.press(event) || event.nativeEvent.isComposing) return;
            if (event.key === "Enter") onApply();
            else if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
        {complete.open && (
          <div className={css.offered} role="listbox" id={`${id}-list`} aria-label={t("messages.fields")}>
            {complete.offered.map((path, at) => (
              <div
                key={path}
                id={`${id}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === complete.at}
                onMouseDown={(event) => {
                  event.preventDefault();
                  complete.take(path);
                }}
              >
                {path}
              </div>
            ))}
          </div>
        )}
      </div>
      {problem && (
        <p id={`${id}-problem`} className={css.problem}>
          {t("messages.filterProblem", { column: problem.column, problem: problem.message })}
        </p>
      )}
    </div>
  );
}

function Underlined(props: { filter: string; problem: { line: number; column: number } | undefined }) {
  if (!props.problem) return props.filter;
  const { from, to } = problemSpan(props.filter, props.problem);
  return (
    <>
      {props.filter.slice(0, from)}
      <u>{props.filter.slice(from, to)}</u>
      {props.filter.slice(to)}
    </>
  );
}

function useCompletion(
  value: string,
  paths: readonly string[],
  onChange: (filter: string) => void,
  field: React.RefObject<HTMLInputElement | null>,
) {
  const [caret, setCaret] = useState<number>();
  const [at, setAt] = useState(0);
  const { from, offered } = caret === undefined ? { from: 0, offered: [] } : completions(value, caret, paths);
  const close = () => setCaret(undefined);
  const take = (path: string) => {
    onChange(value.slice(0, from) + path + value.slice(caret));
    close();
    const end = from + path.length;
    requestAnimationFrame(() => field.current?.setSelectionRange(end, end));
  };
  return {
    open: offered.length > 0,
    offered,
    at: Math.min(at, offered.length - 1),
    close,
    take,
    look: (place: number) => {
      setCaret(place);
      setAt(0);
    },
    /** Whether the key was for the list. */
    press: (event: KeyboardEvent): boolean => {
      if (offered.length === 0 || event.nativeEvent.isComposing) return false;
      if (event.key === "ArrowDown") setAt((at + 1) % offered.length);
      else if (event.key === "ArrowUp") setAt((at + offered.length - 1) % offered.length);
      else if (event.key === "Tab" && !event.shiftKey) take(offered[Math.min(at, offered.length - 1)] ?? "");
      else if (event.key === "Escape") close();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
