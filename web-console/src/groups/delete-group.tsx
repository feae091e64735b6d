import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDeleteGroup } from "~/api/groups";
import { ProblemOf } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Prose, Section } from "~/ui/page";

export function DeleteGroup(props: { clusterId: string; groupId: string; members: number }) {
  const { clusterId, groupId, members } = props;
  const [asking, setAsking] = useState(false);
  const remove = useDeleteGroup(clusterId);
  const navigate = useNavigate();
  const may = useMay("groups.manage");
  const act = t("groups.deleteNamed", { name: groupId });
  const off = !may ? noRight() : members > 0 ? t("groups.membersFirst", { count: members }) : undefined;
  return (
    <Section title={t("groups.delete")}>
      <Prose>{t("groups.deleteText")}</Prose>
      <Action color="bad" offBecause={off} onClick={() => setAsking(true)}>
        {act}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={act}
        typed={groupId}
        act={act}
        busy={remove.isPending}
        problem={remove.isError && <ProblemOf problem={remove.error} />}
        facts={<p>{t("confirm.final")}</p>}
        onConfirm={() =>
          void remove.mutateAsync(groupId).then(
            () => navigate({ to: "/clusters/$clusterId/groups", params: { clusterId } }),
            () => {},
          )
        }
      />
    </Section>
  );
}
