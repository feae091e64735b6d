import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { clusterQuery } from "~/api/clusters";
import { Loaded } from "~/api/loaded";
import { useMay } from "~/api/session";
import { Bindings } from "~/parts/bindings";
import { t } from "~/text/t";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Prose } from "~/ui/page";

/** Who may do what with the topic: roles are given for clusters and above, so they hold for each of its topics. */
export function AccessTab() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/access" });
  const cluster = useQuery(clusterQuery(clusterId));
  const may = useMay("role_bindings.manage");
  return (
    <>
      <Prose>{t("topics.accessLead")}</Prose>
      {may && (
        <Buttons>
          <LinkButton to="/access-new" search={{ cluster: clusterId }}>
            {t("access.give")}
          </LinkButton>
        </Buttons>
      )}
      <Loaded query={cluster}>
        {({ spec }) => (
          <Bindings scope={{ kind: "cluster", environment: spec.environment.id, cluster: clusterId }} />
        )}
      </Loaded>
    </>
  );
}
