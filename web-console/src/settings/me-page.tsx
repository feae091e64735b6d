import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { exists } from "~/api/exists";
import { usersQuery } from "~/api/people";
import { useLogOut, useMe } from "~/api/session";
import { chooseLanguage, type Language, languageNames, languages, useLanguage } from "~/text/language";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Copyable } from "~/ui/copy";
import { Pairs, Section } from "~/ui/page";
import { type Preferences, setPreference, usePreferences } from "~/ui/preferences";
import { Pending, RowBones } from "~/ui/skeleton";
import { zoneName } from "~/ui/time";
import { Email, Name } from "./name-and-email";

export function MePage() {
  const me = useMe();
  const navigate = useNavigate();
  const logOut = useLogOut(() => navigate({ to: "/login" }));
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const language = useLanguage();
  // Sections that know who one is stand above others: all wait, or those would be pushed down.
  const people = useQuery(usersQuery);
  const { time, zone, density, shortcuts } = usePreferences();
  const choice = <K extends keyof Preferences>(
    name: K,
    label: string,
    options: { value: Preferences[K]; label: string }[],
  ) => (
    <SegmentedControl
      key={name}
      aria-label={label}
      value={{ time, zone, density, shortcuts }[name]}
      data={options}
      onChange={(value) => setPreference(name, value as Preferences[K])}
    />
  );
  if (people.isPending)
    return (
      <Pending>
        <RowBones rows={8} />
      </Pending>
    );
  return (
    <>
      <Section title={t("settings.account")}>
        {me && (
          <Pairs
            pairs={[
              [t("login.email"), me.user.email],
              [t("settings.userId"), <Copyable key="id" text={me.user.id} what={t("settings.userId")} />],
              [t("settings.organization"), me.organization.display_name],
              [
                t("settings.organizationId"),
                <Copyable key="org" text={me.organization.id} what={t("settings.organizationId")} />,
              ],
              [t("keys.role"), me.roles.map((each) => each.role_name).join(", ")],
            ]}
          />
        )}
      </Section>
      {exists("updateMe") && <Name />}
      {exists("changeEmail") && <Email />}
      <Section title={t("settings.display")}>
        <Pairs
          pairs={[
            [
              t("settings.language"),
              <SegmentedControl
                key="language"
                aria-label={t("settings.language")}
                value={language}
                data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
                onChange={(chosen) => void chooseLanguage(chosen as Language)}
              />,
            ],
            [
              t("settings.theme"),
              <SegmentedControl
                key="theme"
                aria-label={t("settings.theme")}
                value={colorScheme}
                data={[
                  { value: "auto", label: t("settings.themeAuto") },
                  { value: "light", label: t("settings.themeLight") },
                  { value: "dark", label: t("settings.themeDark") },
                ]}
                onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
              />,
            ],
            [
              t("settings.time"),
              choice("time", t("settings.time"), [
                { value: "clock", label: t("settings.timeClock") },
                { value: "age", label: t("settings.timeAge") },
              ]),
            ],
            [
              t("settings.zone"),
              choice("zone", t("settings.zone"), [
                {
                  value: "local",
                  label: zoneName("local") === "UTC" ? t("settings.zoneLocal") : zoneName("local"),
                },
                { value: "utc", label: "UTC" },
              ]),
            ],
            [
              t("settings.density"),
              choice("density", t("settings.density"), [
                { value: "compact", label: t("settings.compact") },
                { value: "comfortable", label: t("settings.comfortable") },
              ]),
            ],
            [
              t("settings.shortcuts"),
              choice("shortcuts", t("settings.shortcuts"), [
                { value: "on", label: t("settings.on") },
                { value: "off", label: t("settings.off") },
              ]),
            ],
          ]}
        />
      </Section>
      <Section title={t("settings.session")}>
        <Action busy={logOut.isPending} onClick={() => logOut.mutate()}>
          {t("user.logOut")}
        </Action>
      </Section>
    </>
  );
}
