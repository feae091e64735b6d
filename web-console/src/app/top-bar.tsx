import { ActionIcon, Button, Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconLanguage,
  IconLogout,
  IconMenu2,
  IconMoon,
  IconSearch,
  IconSettings,
  IconSun,
  IconSunMoon,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { useLogOut, useMe } from "~/api/session";
import { SetupChip } from "~/start/setup-chip";
import { chooseLanguage, languageNames, languages, useLanguage } from "~/text/language";
import { t } from "~/text/t";
import { setPreference, usePreferences } from "~/ui/preferences";
import { LazyPalette, openPalette, usePaletteWanted } from "./open-palette";
import { PathSwitcher } from "./path-switcher";
import css from "./top-bar.module.css";

export function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden className={css.mark}>
      <path d="M7 12h18M7 12c0 5 3 8 9 8s9-3 9-8M16 12V5" />
      <path d="M5 26c2.8-2 5.5-2 8.3 0s5.5 2 8.3 0 3.6-1.6 5.4-.7" data-water />
    </svg>
  );
}

function UserMenu() {
  const me = useMe();
  const navigate = useNavigate();
  const logOut = useLogOut(() => navigate({ to: "/login" }));
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { time, zone, density } = usePreferences();
  const shown = useLanguage();
  return (
    <Menu position="bottom-end" width={232}>
      <Menu.Target>
        <ActionIcon size={32} aria-label={t("user.menu")}>
          <IconUserCircle size={20} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.user.email}</Menu.Label>
        <Menu.Item
          leftSection={
            colorScheme === "dark" ? (
              <IconMoon size={16} />
            ) : colorScheme === "light" ? (
              <IconSun size={16} />
            ) : (
              <IconSunMoon size={16} />
            )
          }
          onClick={() =>
            setColorScheme(colorScheme === "auto" ? "light" : colorScheme === "light" ? "dark" : "auto")
          }
          closeMenuOnClick={false}
        >
          {t(colorScheme === "auto" ? "theme.auto" : colorScheme === "light" ? "theme.light" : "theme.dark")}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          onClick={() => setPreference("time", time === "clock" ? "age" : "clock")}
        >
          {t(time === "clock" ? "time.clock" : "time.age")}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          onClick={() => setPreference("zone", zone === "utc" ? "local" : "utc")}
        >
          {t(zone === "utc" ? "time.zoneUtc" : "time.zoneLocal")}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          onClick={() => setPreference("density", density === "compact" ? "comfortable" : "compact")}
        >
          {t(density === "compact" ? "density.compact" : "density.comfortable")}
        </Menu.Item>
        {languages
          .filter((each) => each !== shown)
          .map((each) => (
            <Menu.Item
              key={each}
              lang={each}
              leftSection={<IconLanguage size={16} />}
              onClick={() => void chooseLanguage(each)}
            >
              {languageNames[each]}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={16} />}
          onClick={() => void navigate({ to: "/settings/me" })}
        >
          {t("user.settings")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => logOut.mutate()}>
          {t("user.logOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function TopBar({ onMenu }: { onMenu: () => void }) {
  return (
    <header className={css.bar}>
      <ActionIcon className={css.menu} size={36} aria-label={t("shell.menu")} onClick={onMenu}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/" className={css.home} aria-label={t("shell.home")}>
        <Mark />
        <strong>Naru</strong>
      </Link>
      <PathSwitcher />
      <div className={css.space} />
      <SetupChip />
      <Button
        className={css.search}
        onClick={openPalette}
        leftSection={<IconSearch size={14} />}
        rightSection={<kbd>Ctrl K</kbd>}
      >
        {t("shell.search")}
      </Button>
      <ActionIcon className={css.searchIcon} size={36} onClick={openPalette} aria-label={t("shell.search")}>
        <IconSearch size={18} />
      </ActionIcon>
      <UserMenu />
      {usePaletteWanted() && (
        <Suspense>
          <LazyPalette />
        </Suspense>
      )}
    </header>
  );
}
