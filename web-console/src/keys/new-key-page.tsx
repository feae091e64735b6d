import { Radio, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { connectQuery } from "~/api/clusters";
import { isOnField, showOnFields } from "~/api/form-problem";
import { useCreateKey } from "~/api/keys";
import { Loaded, ProblemOf } from "~/api/loaded";
import { serviceAccountsQuery, useCreateServiceAccount } from "~/api/service-accounts";
import { noRight, ORGANIZATION, useMayAt, useMe } from "~/api/session";
import type { ApiKey, ClusterRole, ServiceAccount } from "~/api/types";
import { KeySecret } from "~/parts/key-secret";
import { type PlainTextId, t } from "~/text/t";
import { Action } from "~/ui/action";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";

const pointers = { "/spec/display_name": "name", "/spec/role": "role", "/spec/owner/id": "owner" } as const;

const roles: readonly [role: ClusterRole, meaning: PlainTextId][] = [
  ["DeveloperWrite", "role.DeveloperWrite"],
  ["DeveloperRead", "role.DeveloperRead"],
  ["DeveloperManage", "role.DeveloperManage"],
  ["ClusterAdmin", "role.ClusterAdmin"],
];

const NEW_ACCOUNT = "new";
const DAY_MS = 86_400_000;
const lifetimes = ["0", "30", "90", "365"] as const;

export function NewClusterKeyPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/keys-new" });
  return <NewKey clusterId={clusterId} />;
}

export function NewCloudKeyPage() {
  return <NewKey />;
}

function NewKey({ clusterId }: { clusterId?: string }) {
  const [made, setMade] = useState<ApiKey>();
  const accounts = useQuery(serviceAccountsQuery);
  const connect = useQuery({ ...connectQuery(clusterId ?? ""), enabled: clusterId !== undefined }).data;
  const title = t(clusterId ? "keys.create.title" : "keys.createCloud.title");
  if (made) {
    return (
      <>
        <PageHeader title={t("keys.made")} />
        <KeySecret apiKey={made} connect={connect} />
        <Buttons>
          {clusterId && (
            <LinkButton to="/clusters/$clusterId/connect" params={{ clusterId }} variant="filled">
              {t("connect.client")}
            </LinkButton>
          )}
          <LinkButton to="/api-keys/$keyId" params={{ keyId: made.id }}>
            {t("keys.open")}
          </LinkButton>
        </Buttons>
      </>
    );
  }
  return (
    <>
      <PageHeader title={title} />
      <Prose>{t(clusterId ? "keys.lesson" : "keys.cloudLesson")}</Prose>
      <Loaded query={accounts}>
        {(rows) => <KeyForm clusterId={clusterId} accounts={rows} title={title} onMade={setMade} />}
      </Loaded>
    </>
  );
}

function KeyForm(props: {
  clusterId: string | undefined;
  accounts: ServiceAccount[];
  title: string;
  onMade: (key: ApiKey) => void;
}) {
  const { clusterId, accounts } = props;
  const me = useMe();
  const mayAt = useMayAt();
  const createKey = useCreateKey();
  const createAccount = useCreateServiceAccount();
  const form = useForm({
    initialValues: {
      name: "",
      owner: accounts[0]?.id ?? NEW_ACCOUNT,
      account: "",
      role: "DeveloperWrite" as ClusterRole,
      days: "0" as string,
    },
    validate: {
      account: (value, values) =>
        values.owner === NEW_ACCOUNT && !value.trim() ? t("field.nameMissing") : null,
    },
  });
  const may =
    mayAt("api_keys.manage", { cluster: clusterId }) &&
    (form.values.owner !== NEW_ACCOUNT || mayAt("service_accounts.manage", ORGANIZATION));
  const problem = createAccount.error ?? createKey.error;
  const submit = form.onSubmit(async (values) => {
    try {
      let owner = values.owner;
      if (owner === NEW_ACCOUNT) {
        const account = await createAccount.mutateAsync({
          display_name: values.account.trim(),
          description: "",
        });
        owner = account.id;
        // The account is made: should the key fail, the next try must not make a second one.
        form.setFieldValue("owner", owner);
      }
      const days = Number(values.days);
      props.onMade(
        await createKey.mutateAsync({
          display_name: values.name.trim(),
          owner,
          role: clusterId ? values.role : "OrganizationAdmin",
          ...(clusterId ? { resource: clusterId } : {}),
          ...(days > 0 ? { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
        }),
      );
    } catch (failure) {
      showOnFields(form, failure, { ...pointers, "/display_name": "account" });
    }
  });
  return (
    <Form label={props.title} onSubmit={submit}>
      <Select
        label={t("keys.owner")}
        description={t("keys.ownerHelp")}
        data={[
          ...accounts.map((account) => ({ value: account.id, label: account.display_name })),
          { value: NEW_ACCOUNT, label: t("keys.newAccount") },
          ...(me ? [{ value: me.user.id, label: t("keys.yourself", { email: me.user.email }) }] : []),
        ]}
        {...form.getInputProps("owner")}
      />
      {form.values.owner === NEW_ACCOUNT && (
        <TextInput
          label={t("keys.accountName")}
          maxLength={64}
          autoFocus
          {...form.getInputProps("account")}
        />
      )}
      {clusterId && (
        <Radio.Group label={t("keys.role")} {...form.getInputProps("role")}>
          {roles.map(([role, meaning]) => (
            <Radio key={role} value={role} mt={6} size="xs" label={role} description={t(meaning)} />
          ))}
        </Radio.Group>
      )}
      <TextInput
        label={t("field.nameOptional")}
        description={t("keys.nameHelp")}
        maxLength={64}
        {...form.getInputProps("name")}
      />
      <Select
        label={t("keys.expires")}
        data={lifetimes.map((days) => ({
          value: days,
          label: days === "0" ? t("keys.neverExpires") : t("retention.days", { count: days }),
        }))}
        {...form.getInputProps("days")}
      />
      {problem && !isOnField(problem, { ...pointers, "/display_name": "account" }) && (
        <ProblemOf problem={problem} />
      )}
      <Buttons>
        <Action
          type="submit"
          variant="filled"
          busy={createKey.isPending || createAccount.isPending}
          offBecause={may ? undefined : noRight()}
        >
          {props.title}
        </Action>
        {clusterId ? (
          <LinkButton to="/clusters/$clusterId/keys" params={{ clusterId }}>
            {t("confirm.cancel")}
          </LinkButton>
        ) : (
          <LinkButton to="/api-keys">{t("confirm.cancel")}</LinkButton>
        )}
      </Buttons>
    </Form>
  );
}
