import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { PageHeader } from "~/ui/page";

/** The same for what never was and for what belongs to somebody else. */
export function NothingHere() {
  return (
    <>
      <PageHeader title={t("notFound.title")} />
      <EmptyState
        title={t("notFound.lead")}
        action={
          <LinkButton to="/" variant="filled">
            {t("notFound.home")}
          </LinkButton>
        }
      >
        <p>{t("notFound.text")}</p>
      </EmptyState>
    </>
  );
}
