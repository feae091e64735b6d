import type { Invitation } from "~/api/types";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { Prose } from "~/ui/page";

/** Where no mail carries it, who invites hands the link over. It is in no list: it stands here once. */
export function InvitationLink({ made }: { made: Invitation | undefined }) {
  if (!made?.link) return null;
  return (
    <div role="status">
      <Prose>{t("members.handOver", { email: made.email })}</Prose>
      <Copyable text={made.link} what={t("members.link")} />
    </div>
  );
}
