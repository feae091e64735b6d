import type { ReactNode } from "react";
import { chooseLanguage, languageNames, languages, useLanguage } from "~/text/language";
import css from "./open-page.module.css";

/** A page before the session: one narrow column. */
export function OpenPage(props: { title: string; lead?: string; children: ReactNode; foot: ReactNode }) {
  const shown = useLanguage();
  return (
    <main className={css.page}>
      <title>{`${props.title} · Naru`}</title>
      <div className={css.column}>
        <div className={css.brand}>
          <img src="/favicon.svg" width={28} height={28} alt="" />
          <strong>Naru</strong>
        </div>
        <h1 tabIndex={-1}>{props.title}</h1>
        {props.lead && <p className={css.lead}>{props.lead}</p>}
        <div className={css.panel}>{props.children}</div>
        <p className={css.foot}>{props.foot}</p>
        <p className={css.languages}>
          {languages
            .filter((each) => each !== shown)
            .map((each) => (
              <button key={each} type="button" lang={each} onClick={() => void chooseLanguage(each)}>
                {languageNames[each]}
              </button>
            ))}
        </p>
      </div>
    </main>
  );
}
