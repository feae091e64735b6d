package io.naru.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every cell of the table: each role, given at each scope it can be given at, asked for each right at
/// each scope.
class RoleTest {
    private static final Scope.Cluster HERE = new Scope.Cluster("env-1", "lkc-1");
    private static final Scope.Cluster BESIDE = new Scope.Cluster("env-1", "lkc-2");
    private static final Scope.Cluster ELSEWHERE = new Scope.Cluster("env-2", "lkc-3");

    /// What the table means, written down a second time: a change of a role is a change here.
    private static final String MEANING = """
            OrganizationAdmin organization: organization.manage members.manage audit.read usage.read service_accounts.manage \
            role_bindings.manage api_keys.manage environments.manage clusters.manage topics.manage messages.read messages.write \
            messages.download groups.read groups.manage metrics.read
            AccountAdmin organization: members.manage audit.read usage.read service_accounts.manage role_bindings.manage api_keys.manage
            EnvironmentAdmin environment: role_bindings.manage api_keys.manage environments.manage clusters.manage topics.manage \
            messages.read messages.write messages.download groups.read groups.manage metrics.read
            CloudClusterAdmin cluster: role_bindings.manage api_keys.manage clusters.manage topics.manage messages.read \
            messages.write messages.download groups.read groups.manage metrics.read
            DeveloperManage organization,environment,cluster: topics.manage messages.read messages.write messages.download groups.read \
            groups.manage metrics.read
            DeveloperWrite organization,environment,cluster: messages.read messages.write groups.read metrics.read
            DeveloperRead organization,environment,cluster: messages.read groups.read metrics.read
            MetricsViewer organization,environment,cluster: metrics.read
            """;

    @Test
    void theTableIsWhatItIsMeantToBe() {
        String table = Arrays.asList(Role.values()).reversed().stream()
                .map(role -> role.wire() + " "
                        + role.levels().stream().sorted().map(Scope.Level::wire).collect(Collectors.joining(","))
                        + ": "
                        + role.rights().stream().sorted().map(Right::wire).collect(Collectors.joining(" "))
                        + "\n")
                .collect(Collectors.joining());

        assertEquals(MEANING, table);
    }

    /// The console's tests walk the file; this holds it to the table.
    @Test
    void theTableInTheContractsIsThisOne() throws IOException {
        String table = Arrays.stream(Role.values())
                .map(role -> "  {\"role_name\": \"%s\", \"scopes\": [%s], \"rights\": [%s]}"
                        .formatted(
                                role.wire(),
                                quoted(role.levels().stream().sorted().map(Scope.Level::wire)),
                                quoted(role.rights().stream().sorted().map(Right::wire))))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));

        assertEquals(table, Files.readString(Path.of("../contracts/roles.json")), "contracts/roles.json is stale");
    }

    private static String quoted(Stream<String> names) {
        return names.map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    @TestFactory
    Stream<DynamicTest> everyRoleAllowsItsRightsInsideItsScopeAndNowhereElse() {
        return Arrays.stream(Role.values())
                .flatMap(role -> role.levels().stream().sorted().map(level -> new Grant(role, scopeOf(level))))
                .flatMap(grant -> Arrays.stream(Right.values()).flatMap(right -> cells(grant, right)));
    }

    private static Stream<DynamicTest> cells(Grant grant, Right right) {
        Caller caller =
                new Caller(new Tenant(UUID.randomUUID()), "u-1", List.of(grant), Caller.Kind.SESSION, "s", null, "u-1");
        List<Scope> reached = switch (grant.scope().level()) {
            case ORGANIZATION ->
                List.of(
                        Scope.organization(),
                        new Scope.Environment("env-1"),
                        new Scope.Environment("env-2"),
                        HERE,
                        BESIDE,
                        ELSEWHERE);
            case ENVIRONMENT -> List.of(new Scope.Environment("env-1"), HERE, BESIDE);
            case CLUSTER -> List.of(HERE);
        };
        return Stream.of(
                        Scope.organization(),
                        new Scope.Environment("env-1"),
                        new Scope.Environment("env-2"),
                        HERE,
                        BESIDE,
                        ELSEWHERE)
                .map(asked -> DynamicTest.dynamicTest(
                        grant.role().wire() + " at " + grant.scope().wire() + ": " + right.wire() + " at "
                                + asked.wire(),
                        () -> assertEquals(
                                reached.contains(asked) && grant.role().rights().contains(right),
                                caller.may(right, asked))));
    }

    private static Scope scopeOf(Scope.Level level) {
        return switch (level) {
            case ORGANIZATION -> Scope.organization();
            case ENVIRONMENT -> new Scope.Environment("env-1");
            case CLUSTER -> HERE;
        };
    }

    @Test
    void theCellKnowsTheGreatestOfSeveralRoles() {
        assertEquals("ClusterAdmin", Role.ofTheCell(List.of(Role.DEVELOPER_READ, Role.ENVIRONMENT_ADMIN)));
        assertEquals("DeveloperWrite", Role.ofTheCell(List.of(Role.DEVELOPER_WRITE, Role.METRICS_VIEWER)));
        assertEquals(null, Role.ofTheCell(List.of(Role.ACCOUNT_ADMIN, Role.METRICS_VIEWER)));
    }
}
