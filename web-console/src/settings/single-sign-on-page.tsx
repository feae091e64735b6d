import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded, ProblemOf } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import { singleSignOnQuery, useRemoveSingleSignOn, useTestSingleSignOn } from "~/api/single-sign-on";
import type { SingleSignOn, SingleSignOnTest } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Copyable } from "~/ui/copy";
import { type Column, DataTable } from "~/ui/data-table";
import { Pairs, Prose, Section } from "~/ui/page";
import { Badge } from "~/ui/status";
import { ProviderForm } from "./provider-form";

export function SingleSignOnSettingsPage() {
  const settings = useQuery(singleSignOnQuery);
  return (
    <Loaded query={settings}>
      {(data) => (
        <>
          <Register settings={data} />
          <ProviderForm key={data.updated_at ?? "new"} settings={data} />
          {data.enabled && (
            <>
              <Domains settings={data} />
              <Test />
              <TurnOff issuer={data.issuer ?? ""} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

const Register = ({ settings }: { settings: SingleSignOn }) => (
  <Section title={t("sso.register")}>
    <Prose>{t("sso.registerText")}</Prose>
    <Pairs
      pairs={[
        [
          t("sso.redirectUrl"),
          <Copyable key="redirect" text={settings.redirect_url} what={t("sso.redirectUrl")} />,
        ],
        [t("sso.signInUrl"), <Copyable key="link" text={settings.sign_in_url} what={t("sso.signInUrl")} />],
      ]}
    />
  </Section>
);

type Domain = SingleSignOn["domains"][number];

function Domains({ settings }: { settings: SingleSignOn }) {
  const columns: Column<Domain>[] = [
    { id: "name", head: t("sso.domain"), cell: (row) => row.name },
    {
      id: "proven",
      head: t("sso.proven"),
      cell: (row) =>
        row.proven ? (
          <Badge tone="ok">{t("sso.proven")}</Badge>
        ) : (
          <Badge tone="warn">{t("sso.unproven")}</Badge>
        ),
    },
    {
      id: "record",
      head: t("sso.record"),
      cell: (row) =>
        row.record_name &&
        row.record_value && (
          <>
            <Copyable text={row.record_name} what={t("sso.recordName")} />{" "}
            <Copyable text={row.record_value} what={t("sso.recordValue")} />
          </>
        ),
    },
  ];
  return (
    <Section title={t("sso.domains")}>
      {settings.domains.some((each) => !each.proven) && <Prose>{t("sso.recordText")}</Prose>}
      <DataTable
        label={t("sso.domains")}
        rows={settings.domains}
        columns={columns}
        rowKey={(row) => row.name}
      />
    </Section>
  );
}

type Check = SingleSignOnTest["checks"][number];

const nameOf = (check: Check): string =>
  check.name === "domain" ? t("ssocheck.domain", { name: check.subject ?? "" }) : t(`ssocheck.${check.name}`);

function Test() {
  const test = useTestSingleSignOn();
  const may = useMay("organization.manage");
  const columns: Column<Check>[] = [
    { id: "name", head: t("sso.checked"), cell: nameOf },
    {
      id: "passed",
      head: t("sso.result"),
      cell: (row) => (
        <>
          <Badge tone={row.passed ? "ok" : "bad"}>{row.passed ? t("sso.passed") : t("sso.failed")}</Badge>{" "}
          {row.detail}
        </>
      ),
    },
  ];
  return (
    <Section
      title={t("sso.test")}
      aside={
        <Action busy={test.isPending} offBecause={may ? undefined : noRight()} onClick={() => test.mutate()}>
          {t("sso.test")}
        </Action>
      }
    >
      <Prose>{t("sso.testText")}</Prose>
      {test.isError && <ProblemOf problem={test.error} />}
      {test.data && (
        <DataTable
          label={t("sso.test")}
          rows={test.data.checks}
          columns={columns}
          rowKey={(row) => `${row.name} ${row.subject ?? ""}`}
        />
      )}
    </Section>
  );
}

function TurnOff({ issuer }: { issuer: string }) {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveSingleSignOn();
  const may = useMay("organization.manage");
  return (
    <Section title={t("sso.off")}>
      <Prose>{t("sso.offText")}</Prose>
      <Action color="bad" onClick={() => setAsking(true)} offBecause={may ? undefined : noRight()}>
        {t("sso.off")}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("sso.off")}
        typed={issuer}
        act={t("sso.off")}
        busy={remove.isPending}
        problem={remove.isError && <ProblemOf problem={remove.error} />}
        facts={<p>{t("sso.offFacts")}</p>}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => setAsking(false) })}
      />
    </Section>
  );
}
