import { Link } from "@tanstack/react-router";
import { useVerifyEmail } from "~/api/account";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { useLinkToken } from "./link-token";

/** One press, not at opening: a mail program that looks at links before their reader must not use them up. */
export function VerifyPage() {
  const token = useLinkToken();
  const verify = useVerifyEmail();
  return (
    <OpenPage title={t("verify.title")} foot={<Link to="/">{t("notFound.home")}</Link>}>
      {verify.isSuccess ? (
        <p role="status">{t("verify.done")}</p>
      ) : (
        <>
          {verify.isError && <ProblemOf problem={verify.error} />}
          <Action
            variant="filled"
            fullWidth
            busy={verify.isPending}
            autoFocus
            onClick={() => verify.mutate(token)}
          >
            {t("verify.submit")}
          </Action>
        </>
      )}
    </OpenPage>
  );
}
