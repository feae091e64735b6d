import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "~/api/loaded";
import { rolesQuery } from "~/api/people";
import type { Right, RoleRow } from "~/api/types";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { Prose } from "~/ui/page";

/** The server's own table, the one its tests walk: what each role may. */
export function RolesPage() {
  const roles = useQuery(rolesQuery);
  return (
    <>
      <Prose>{t("members.rolesLead")}</Prose>
      <Loaded query={roles}>{(rows) => <Matrix roles={rows} />}</Loaded>
    </>
  );
}

function Matrix({ roles }: { roles: RoleRow[] }) {
  const rights = [...new Set(roles.flatMap((role) => role.rights))];
  const columns: Column<{ right: Right }>[] = [
    { id: "right", head: t("members.right"), width: 200, cell: ({ right }) => <code>{right}</code> },
    ...roles.map((role) => ({
      id: role.role_name,
      head: role.role_name,
      narrow: true,
      cell: ({ right }: { right: Right }) => {
        const may = role.rights.includes(right);
        return may ? <IconCheck size={16} role="img" aria-label={t("members.yes")} /> : <span>–</span>;
      },
    })),
  ];
  return (
    <DataTable
      label={t("members.roles")}
      rows={rights.map((right) => ({ right }))}
      columns={columns}
      rowKey={({ right }) => right}
    />
  );
}
