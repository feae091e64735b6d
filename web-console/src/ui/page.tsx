import type { ReactNode } from "react";
import css from "./page.module.css";

export function PageHeader(props: { title: string; code?: boolean; facts?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={css.header}>
      <title>{`${props.title} · Naru`}</title>
      <div className={css.titles}>
        {/* Focus comes here after a navigation, so that a screen reader begins with the page's name. */}
        <h1 tabIndex={-1} className={props.code ? css.code : undefined}>
          {props.title}
        </h1>
        {props.facts && <div className={css.facts}>{props.facts}</div>}
      </div>
      {props.actions && <div className={css.actions}>{props.actions}</div>}
    </header>
  );
}

/** Facts of a thing in one line under its name, separated by dots. */
export function Facts({ children }: { children: ReactNode[] }) {
  return (
    <ul className={css.factList}>
      {children.filter(Boolean).map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts keep their places
        <li key={at}>{fact}</li>
      ))}
    </ul>
  );
}

export function Section(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={props.title}>
      <div className={css.sectionHead}>
        <h2>{props.title}</h2>
        {props.aside && <div className={css.aside}>{props.aside}</div>}
      </div>
      {props.children}
    </section>
  );
}

export const Columns = ({ children }: { children: ReactNode }) => (
  <div className={css.columns}>{children}</div>
);

export const Form = ({
  children,
  onSubmit,
  label,
}: {
  children: ReactNode;
  onSubmit: () => void;
  label: string;
}) => (
  <form
    noValidate
    aria-label={label}
    className={css.form}
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
  >
    {children}
  </form>
);

export const Buttons = ({ children }: { children: ReactNode }) => (
  <div className={css.buttons}>{children}</div>
);
export const Dim = ({ children }: { children: ReactNode }) => <span className={css.dim}>{children}</span>;
export const Prose = ({ children }: { children: ReactNode }) => <p className={css.prose}>{children}</p>;

/** Names and values, one pair a line. */
export function Pairs({ pairs }: { pairs: [string, ReactNode][] }) {
  return (
    <dl className={css.pairs}>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
