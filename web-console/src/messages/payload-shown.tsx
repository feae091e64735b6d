import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { PayloadView } from "~/api/types";
import { t } from "~/text/t";
import { CopyButton } from "~/ui/copy";
import { bytes } from "~/ui/format";
import { Block, JsonView } from "~/ui/json/json-view";
import { Dim } from "~/ui/page";
import { Badge } from "~/ui/status";
import { DecodingView } from "./decoding-view";
import css from "./messages.module.css";
import { bytesOf, hexDump, visible } from "./payload";

const views = ["pretty", "text", "hex", "decoding"] as const;

/** Key or value: read as well as it can be, and why not better. */
export function PayloadShown({ payload, label }: { payload: PayloadView; label: string }) {
  const [view, setView] = useState<(typeof views)[number]>(payload.encoding === "text" ? "pretty" : "hex");
  const text = payload.encoding === "text" ? payload.data : new TextDecoder().decode(bytesOf(payload));
  return (
    <>
      <div className={css.panelActions}>
        <SegmentedControl
          size="xs"
          aria-label={t("messages.view")}
          value={view}
          onChange={(next) => setView(next as typeof view)}
          data={views.map((value) => ({ value, label: t(`messages.${value}`) }))}
        />
        <Dim>{bytes(payload.size)}</Dim>
        {payload.truncated && <Badge tone="warn">{t("messages.cut")}</Badge>}
        <CopyButton text={payload.data} />
      </div>
      {view === "pretty" && <JsonView text={text === "" ? '""' : text} label={label} />}
      {view === "text" && (
        <Block label={label}>{text === "" ? '""' : visible(text).replaceAll("\u240a", "\u240a\n")}</Block>
      )}
      {view === "decoding" && <DecodingView payload={payload} />}
      {view === "hex" && <Block label={label}>{hexDump(bytesOf(payload))}</Block>}
    </>
  );
}
