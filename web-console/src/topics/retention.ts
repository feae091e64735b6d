import { t } from "~/text/t";

const DAY_MS = 86_400_000;

export const retentions = [
  { value: "3600000", label: () => t("retention.hours", { count: 1 }) },
  { value: String(DAY_MS), label: () => t("retention.days", { count: 1 }) },
  { value: String(3 * DAY_MS), label: () => t("retention.days", { count: 3 }) },
  { value: String(7 * DAY_MS), label: () => t("retention.days", { count: 7 }) },
  { value: String(30 * DAY_MS), label: () => t("retention.days", { count: 30 }) },
  { value: "-1", label: () => t("retention.forever") },
] as const;

export const DEFAULT_RETENTION = String(7 * DAY_MS);
