import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { exists } from "~/api/exists";
import { LogInForm } from "~/parts/log-in-form";
import { t } from "~/text/t";
import { OpenPage } from "~/ui/open-page";

export function LogInPage() {
  const router = useRouter();
  const { next } = useSearch({ from: "/login" });
  return (
    <OpenPage
      title={t("login.title")}
      foot={
        <>
          {exists("startSingleSignOn") && (
            <>
              <Link to="/single-sign-on" search={{ next }}>
                {t("login.singleSignOn")}
              </Link>
              <br />
            </>
          )}
          {exists("forgotPassword") && <Link to="/forgot">{t("forgot.link")}</Link>} {t("login.noAccount")}{" "}
          <Link to="/signup">{t("signup.submit")}</Link>
        </>
      }
    >
      <LogInForm label={t("login.title")} onDone={() => router.history.push(next ?? "/")} />
    </OpenPage>
  );
}
