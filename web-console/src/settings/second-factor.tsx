import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  useConfirmSecondFactor,
  useRenewRecoveryCodes,
  useStartSecondFactor,
  useStopSecondFactor,
} from "~/api/account";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { usersQuery } from "~/api/people";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Copyable } from "~/ui/copy";
import { Buttons, Form, Prose, Section } from "~/ui/page";
import { QrCode } from "~/ui/qr";
import { Badge } from "~/ui/status";
import { useSelf } from "./name-and-email";
import { RecoveryCodes } from "./recovery-codes";

const pointers = { "/password": "password", "/code": "code" } as const;

/** A second factor for the log-in: off, being set up, on. */
export function SecondFactor() {
  const self = useSelf();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<string[]>();
  const changed = () => void queries.invalidateQueries({ queryKey: usersQuery.queryKey });
  if (!self) return null;
  return (
    <Section
      title={t("security.factor")}
      aside={self.second_factor && <Badge tone="ok">{t("settings.on")}</Badge>}
    >
      {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />}
      {!codes &&
        (self.second_factor ? (
          <On onCodes={setCodes} onOff={changed} />
        ) : (
          <SetUp
            onCodes={(made) => {
              setCodes(made);
              changed();
            }}
          />
        ))}
    </Section>
  );
}

/** A new secret, and a code of it. */
export function SetUp({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const begin = useStartSecondFactor();
  const confirm = useConfirmSecondFactor();
  const form = useForm({ initialValues: { password: "", code: "" } });
  const secret = begin.data;
  if (!secret) {
    return (
      <Form
        label={t("security.factor")}
        onSubmit={() =>
          begin.mutate(form.values.password, {
            onSuccess: () => form.setFieldValue("password", ""),
            onError: (problem) => showOnFields(form, problem, pointers),
          })
        }
      >
        <Prose>{t("security.factorLead")}</Prose>
        <PasswordInput
          label={t("security.yourPassword")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("password")}
        />
        {begin.isError && !isOnField(begin.error, pointers) && <ProblemOf problem={begin.error} />}
        <Buttons>
          <Action type="submit" busy={begin.isPending}>
            {t("security.setUp")}
          </Action>
        </Buttons>
      </Form>
    );
  }
  return (
    <Form
      label={t("security.factor")}
      onSubmit={() =>
        confirm.mutate(form.values.code.trim(), {
          onSuccess: (made) => onCodes(made.recovery_codes),
          onError: (problem) => showOnFields(form, problem, pointers),
        })
      }
    >
      <p>{t("security.scan")}</p>
      <QrCode text={secret.otpauth_uri} label={t("security.qr")} />
      <p>
        {t("security.byHand")} <Copyable text={secret.secret} what={t("security.secret")} />
      </p>
      <TextInput
        label={t("security.code")}
        description={t("security.codeHelp")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={40}
        autoFocus
        {...form.getInputProps("code")}
      />
      {confirm.isError && !isOnField(confirm.error, pointers) && <ProblemOf problem={confirm.error} />}
      <Buttons>
        <Action type="submit" variant="filled" busy={confirm.isPending}>
          {t("security.turnOn")}
        </Action>
        <Action onClick={() => begin.reset()}>{t("confirm.cancel")}</Action>
      </Buttons>
    </Form>
  );
}

function On({ onCodes, onOff }: { onCodes: (codes: string[]) => void; onOff: () => void }) {
  const renew = useRenewRecoveryCodes();
  const stop = useStopSecondFactor();
  const form = useForm({ initialValues: { password: "", code: "" } });
  const problem = renew.error ?? stop.error;
  const told = { onError: (failure: unknown) => showOnFields(form, failure, pointers) };
  return (
    <Form
      label={t("security.factor")}
      onSubmit={() =>
        renew.mutate(form.values.code.trim(), { ...told, onSuccess: (made) => onCodes(made.recovery_codes) })
      }
    >
      <TextInput
        label={t("security.code")}
        description={t("security.codeOrRecovery")}
        autoComplete="one-time-code"
        maxLength={40}
        {...form.getInputProps("code")}
      />
      <PasswordInput
        label={t("security.yourPassword")}
        description={t("security.passwordForOff")}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
        {...form.getInputProps("password")}
      />
      {problem && !isOnField(problem, pointers) && <ProblemOf problem={problem} />}
      <Buttons>
        <Action type="submit" busy={renew.isPending}>
          {t("security.newCodes")}
        </Action>
        <Action
          color="bad"
          busy={stop.isPending}
          onClick={() =>
            stop.mutate(
              { password: form.values.password, code: form.values.code.trim() },
              { ...told, onSuccess: onOff },
            )
          }
        >
          {t("security.turnOff")}
        </Action>
      </Buttons>
    </Form>
  );
}
