import type { PayloadView } from "~/api/types";
import { t } from "~/text/t";
import { integer } from "~/ui/format";
import { Badge } from "~/ui/status";
import { type Attempt, attempts } from "./decoders";
import css from "./messages.module.css";

function sentence(attempt: Attempt): string {
  switch (attempt.decoder) {
    case "text":
      return attempt.fits
        ? t("decoding.isText")
        : t("decoding.noText", { byte: attempt.byte, at: integer(attempt.at) });
    case "json":
      if (attempt.fits) return t("decoding.isJson");
      return attempt.why === "malformed"
        ? t("decoding.jsonMalformed", { detail: attempt.detail })
        : t(`decoding.json.${attempt.why}`);
    case "registry":
      if (attempt.fits) return t("decoding.isRegistry", { schema: attempt.schema });
      return attempt.why === "too_short"
        ? t("decoding.registryShort")
        : t("decoding.registryFirst", { byte: attempt.byte });
    case "number":
      return attempt.fits
        ? t("decoding.isNumber", { bits: attempt.bits, value: integer(attempt.value) })
        : t("decoding.noNumber", { size: integer(attempt.size) });
  }
}

/** Which decoders were tried on the bytes, and why each failed. */
export function DecodingView({ payload }: { payload: PayloadView }) {
  const all = attempts(payload);
  const used = all.find((each) => each.fits && (each.decoder === "json" || each.decoder === "text"));
  return (
    <table className={css.headers}>
      <thead>
        <tr>
          <th scope="col">{t("decoding.decoder")}</th>
          <th scope="col">{t("decoding.result")}</th>
        </tr>
      </thead>
      <tbody>
        {all.map((attempt) => (
          <tr key={attempt.decoder}>
            <td>{t(`decoding.${attempt.decoder}`)}</td>
            <td>
              {attempt === used && <Badge tone="ok">{t("decoding.used")}</Badge>} {sentence(attempt)}
            </td>
          </tr>
        ))}
        {used === undefined && (
          <tr>
            <td>{t("messages.hex")}</td>
            <td>
              <Badge tone="ok">{t("decoding.used")}</Badge> {t("decoding.hex")}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
