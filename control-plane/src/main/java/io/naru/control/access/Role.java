package io.naru.control.access;

import static io.naru.control.access.Right.API_KEYS_MANAGE;
import static io.naru.control.access.Right.AUDIT_READ;
import static io.naru.control.access.Right.CLUSTERS_MANAGE;
import static io.naru.control.access.Right.ENVIRONMENTS_MANAGE;
import static io.naru.control.access.Right.GROUPS_MANAGE;
import static io.naru.control.access.Right.GROUPS_READ;
import static io.naru.control.access.Right.MEMBERS_MANAGE;
import static io.naru.control.access.Right.MESSAGES_DOWNLOAD;
import static io.naru.control.access.Right.MESSAGES_READ;
import static io.naru.control.access.Right.MESSAGES_WRITE;
import static io.naru.control.access.Right.METRICS_READ;
import static io.naru.control.access.Right.ROLE_BINDINGS_MANAGE;
import static io.naru.control.access.Right.SERVICE_ACCOUNTS_MANAGE;
import static io.naru.control.access.Right.TOPICS_MANAGE;
import static io.naru.control.access.Right.USAGE_READ;
import static io.naru.control.access.Scope.Level.CLUSTER;
import static io.naru.control.access.Scope.Level.ENVIRONMENT;
import static io.naru.control.access.Scope.Level.ORGANIZATION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The table of roles: where each can be given, and what it allows there and in everything inside.
/// Nothing else in the control plane says what a role may do.
public enum Role {
    METRICS_VIEWER("MetricsViewer", Set.of(ORGANIZATION, ENVIRONMENT, CLUSTER), METRICS_READ),
    DEVELOPER_READ(
            "DeveloperRead", Set.of(ORGANIZATION, ENVIRONMENT, CLUSTER), METRICS_READ, MESSAGES_READ, GROUPS_READ),
    DEVELOPER_WRITE(
            "DeveloperWrite",
            Set.of(ORGANIZATION, ENVIRONMENT, CLUSTER),
            METRICS_READ,
            MESSAGES_READ,
            GROUPS_READ,
            MESSAGES_WRITE),
    DEVELOPER_MANAGE(
            "DeveloperManage",
            Set.of(ORGANIZATION, ENVIRONMENT, CLUSTER),
            METRICS_READ,
            MESSAGES_READ,
            GROUPS_READ,
            MESSAGES_WRITE,
            MESSAGES_DOWNLOAD,
            GROUPS_MANAGE,
            TOPICS_MANAGE),
    CLOUD_CLUSTER_ADMIN(
            "CloudClusterAdmin",
            Set.of(CLUSTER),
            METRICS_READ,
            MESSAGES_READ,
            GROUPS_READ,
            MESSAGES_WRITE,
            MESSAGES_DOWNLOAD,
            GROUPS_MANAGE,
            TOPICS_MANAGE,
            CLUSTERS_MANAGE,
            API_KEYS_MANAGE,
            ROLE_BINDINGS_MANAGE),
    ENVIRONMENT_ADMIN(
            "EnvironmentAdmin",
            Set.of(ENVIRONMENT),
            METRICS_READ,
            MESSAGES_READ,
            GROUPS_READ,
            MESSAGES_WRITE,
            MESSAGES_DOWNLOAD,
            GROUPS_MANAGE,
            TOPICS_MANAGE,
            CLUSTERS_MANAGE,
            API_KEYS_MANAGE,
            ROLE_BINDINGS_MANAGE,
            ENVIRONMENTS_MANAGE),
    ACCOUNT_ADMIN(
            "AccountAdmin",
            Set.of(ORGANIZATION),
            MEMBERS_MANAGE,
            SERVICE_ACCOUNTS_MANAGE,
            ROLE_BINDINGS_MANAGE,
            API_KEYS_MANAGE,
            AUDIT_READ,
            USAGE_READ),
    ORGANIZATION_ADMIN("OrganizationAdmin", Set.of(ORGANIZATION), Right.values());

    /// What the cell calls [#CLOUD_CLUSTER_ADMIN]; taken as another spelling of it.
    public static final String CLUSTER_ADMIN = "ClusterAdmin";

    /// Roles that the cell knows, as it spells them, from the least.
    private static final List<Role> OF_THE_CELL =
            List.of(DEVELOPER_READ, DEVELOPER_WRITE, DEVELOPER_MANAGE, CLOUD_CLUSTER_ADMIN);

    private final String wire;

    @SuppressWarnings("ImmutableEnumChecker") // a copy nobody can change
    private final Set<Scope.Level> levels;

    @SuppressWarnings("ImmutableEnumChecker") // a copy nobody can change
    private final Set<Right> rights;

    Role(String wire, Set<Scope.Level> levels, Right... rights) {
        this.wire = wire;
        this.levels = levels;
        this.rights = Set.of(rights);
    }

    /// The name on the wire and in tables.
    public String wire() {
        return wire;
    }

    /// Where it can be given.
    public Set<Scope.Level> levels() {
        return levels;
    }

    public Set<Right> rights() {
        return rights;
    }

    /// The greatest role of the cell that allows no more in a cluster than this one; null when the cell
    /// has none.
    public @Nullable String ofTheCell() {
        return OF_THE_CELL.reversed().stream()
                .filter(role -> rights.containsAll(role.rights))
                .findFirst()
                .map(role -> role == CLOUD_CLUSTER_ADMIN ? CLUSTER_ADMIN : role.wire)
                .orElse(null);
    }

    /// The greatest of these as the cell knows it; null when they are nothing there.
    public static @Nullable String ofTheCell(List<Role> roles) {
        Set<Right> together = EnumSet.noneOf(Right.class);
        roles.forEach(role -> together.addAll(role.rights));
        return OF_THE_CELL.reversed().stream()
                .filter(role -> together.containsAll(role.rights))
                .findFirst()
                .map(Role::ofTheCell)
                .orElse(null);
    }

    public static Optional<Role> of(String wire) {
        String spelled = wire.equals(CLUSTER_ADMIN) ? CLOUD_CLUSTER_ADMIN.wire : wire;
        return Arrays.stream(values()).filter(role -> role.wire.equals(spelled)).findFirst();
    }

    /// Names of the roles that can be given there, from the greatest.
    public static List<String> at(Scope.Level level) {
        return Arrays.stream(values())
                .filter(role -> role.levels.contains(level))
                .map(Role::wire)
                .toList()
                .reversed();
    }
}
