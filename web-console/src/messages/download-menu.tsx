import { Button, Menu } from "@mantine/core";
import { type DownloadFormat, downloadAddress, type StreamQuery } from "~/api/messages";
import { useMay } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";

const formats: readonly DownloadFormat[] = ["ndjson", "csv", "raw"];

/** All that the search finds, as a file that the server writes while it reads. */
export function DownloadMenu({ clusterId, query }: { clusterId: string; query: StreamQuery }) {
  const may = useMay("messages.download");
  if (!may) {
    return (
      <Action size="compact-xs" offBecause={t("messages.noDownload")}>
        {t("messages.download")}
      </Action>
    );
  }
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button size="compact-xs">{t("messages.download")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} component="a" href={downloadAddress(clusterId, query, format)} download>
            {t(`messages.as${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
