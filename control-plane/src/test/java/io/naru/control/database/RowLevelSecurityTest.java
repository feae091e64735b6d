package io.naru.control.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The second wall, tried from the role that serves requests.
class RowLevelSecurityTest {
    private static final UUID ACME = UUID.randomUUID();
    private static final UUID GLOBEX = UUID.randomUUID();
    private static final List<String> TENANT_TABLES = List.of(
            "organization",
            "account",
            "membership",
            "role_binding",
            "session",
            "environment",
            "service_account",
            "cluster",
            "api_key",
            "cluster_role",
            "outbox",
            "topic_projection",
            "usage_slice",
            "lag_history",
            "topic_wish",
            "usage_total",
            "cluster_event",
            "usage_day",
            "audit_log",
            "invitation",
            "saved_filter",
            "single_sign_on",
            "single_sign_on_domain",
            "single_sign_on_identity",
            "sign_on_attempt",
            "kept_answer");
    private static String url;

    @BeforeAll
    static void twoOrganizations() {
        url = TestPostgres.newDatabase();
        Flyway.configure().dataSource(url, null, null).load().migrate();
        for (UUID organization : List.of(ACME, GLOBEX)) {
            String id = organization.toString();
            for (String sql : List.of(
                    "INSERT INTO organization (id, display_name) VALUES ('%1$s', 'o')",
                    "INSERT INTO account (id, email, password_hash) VALUES ('u-%1$s', '%1$s@x', 'h')",
                    "INSERT INTO membership VALUES ('%1$s', 'u-%1$s')",
                    "INSERT INTO role_binding VALUES ('rb-%1$s', '%1$s', 'sa-x', 'DeveloperRead', null, null, '', 'u-%1$s')",
                    "INSERT INTO session VALUES ('s-%1$s', '%1$s', 'u-%1$s', now(), now() + interval '1 day')",
                    "INSERT INTO environment VALUES ('env-%1$s', '%1$s', 'default')",
                    "INSERT INTO service_account VALUES ('sa-%1$s', '%1$s', 'a', '')",
                    "INSERT INTO cluster VALUES ('lkc-%1$s', '%1$s', 'env-%1$s', 'c', 'LOW', 'AWS', 'r', 'Basic', null, 'ACTIVE')",
                    "INSERT INTO api_key (id, organization_id, principal, display_name, description, salt, hash, status)"
                            + " VALUES ('k-%1$s', '%1$s', 'sa-%1$s', '', '', '', '', 'ACTIVE')",
                    "INSERT INTO cluster_role VALUES ('lkc-%1$s', 'u-%1$s', '%1$s', null)",
                    "INSERT INTO outbox VALUES ('lkc', 'lkc-%1$s', 1, '%1$s', '{}')",
                    "INSERT INTO topic_projection VALUES ('t-%1$s', 'lkc-%1$s', '%1$s', 't', 1, 1, '{}', null, 1, now())",
                    "INSERT INTO usage_slice VALUES (5, 'lkc-%1$s', '', now(), '%1$s', 0, 0, 0, 0, 0, 0, 0)",
                    "INSERT INTO lag_history VALUES (60, 'lkc-%1$s', 'g', now(), '%1$s', '{1}')",
                    "INSERT INTO topic_wish VALUES ('t-%1$s', '%1$s', 1)",
                    "INSERT INTO usage_total VALUES ('lkc-%1$s', '', '%1$s', 0, 0, 0, 0, 0, 0, 0, now())",
                    "INSERT INTO cluster_event (lkc, organization_id, kind, subject, at)"
                            + " VALUES ('lkc-%1$s', '%1$s', 'topic_created', 't', now())",
                    "INSERT INTO usage_day VALUES ('lkc-%1$s', current_date, '%1$s', 0, 0, 0)",
                    "INSERT INTO audit_log (id, organization_id, at, actor_id, credential_kind, action, outcome, words)"
                            + " VALUES ('al-%1$s', '%1$s', now(), 'u-%1$s', 'NONE', 'a.b', 'DONE', '')",
                    "INSERT INTO kept_answer VALUES ('%1$s', 'n', '', 'a', null, '', now(), now() + interval '1 day')",
                    "INSERT INTO mail_link VALUES ('l-%1$s', 'RESET_PASSWORD', 'u-%1$s', '%1$s@x', now(), now())",
                    "INSERT INTO second_factor VALUES ('u-%1$s', 'sealed')",
                    "INSERT INTO recovery_code VALUES ('u-%1$s', 'hash')",
                    "INSERT INTO single_sign_on VALUES ('%1$s', 'https://x', 'c', 'sealed', false, null, 'u-%1$s')",
                    "INSERT INTO single_sign_on_domain VALUES ('%1$s', '%1$s.example', 'proof', now())",
                    "INSERT INTO single_sign_on_identity VALUES ('%1$s', 'https://x', 's', 'u-%1$s')",
                    "INSERT INTO sign_on_attempt VALUES ('state-%1$s', '%1$s', 'n', 'c', '/', now())",
                    "INSERT INTO invitation VALUES ('inv-%1$s', '%1$s', 'x', '[]', 'h-%1$s', true, 'en', 'u-%1$s', now(), now(), now())",
                    "INSERT INTO saved_filter VALUES ('sf-%1$s', '%1$s', 'u-%1$s', 'n', 'true', now(), now())")) {
                TestPostgres.execute(url, sql.formatted(id));
            }
        }
    }

    @Test
    void withoutATenantThereAreNoRows() throws SQLException {
        try (Connection connection = asApplication()) {
            for (String table : TENANT_TABLES) {
                assertEquals(0, count(connection, table), table);
            }
        }
    }

    @Test
    void aTenantSeesItsOwnRowsOnly() throws SQLException {
        try (Connection connection = asApplication()) {
            set(connection, "naru.tenant", ACME.toString());
            for (String table : TENANT_TABLES) {
                assertEquals(1, count(connection, table), table);
            }
            assertEquals(List.of("lkc-" + ACME), ids(connection, "cluster"));
        }
    }

    @Test
    void aTenantCannotWriteRowsOfAnother() throws SQLException {
        try (Connection connection = asApplication()) {
            set(connection, "naru.tenant", ACME.toString());
            try (Statement statement = connection.createStatement()) {
                assertThrows(
                        SQLException.class,
                        () -> statement.execute("INSERT INTO environment VALUES ('env-x', '" + GLOBEX + "', 'x')"));
            }
            connection.rollback();
            set(connection, "naru.tenant", ACME.toString());
            try (Statement statement = connection.createStatement()) {
                assertEquals(
                        0,
                        statement.executeUpdate("UPDATE environment SET display_name = 'mine' WHERE organization_id = '"
                                + GLOBEX + "'"));
            }
        }
    }

    @Test
    void whatIsPresentedShowsExactlyItsRow() throws SQLException {
        try (Connection connection = asApplication()) {
            set(connection, "naru.presented", "k-" + ACME);
            assertEquals(List.of("k-" + ACME), ids(connection, "api_key"));
            assertEquals(0, count(connection, "cluster"));
            assertEquals(0, count(connection, "account"));
        }
    }

    @Test
    void whoServesRequestsCannotTakeARowOutOfTheAuditLogNorRewriteIt() throws SQLException {
        for (String sql : List.of("DELETE FROM audit_log", "UPDATE audit_log SET actor_id = 'somebody'")) {
            try (Connection connection = asApplication();
                    Statement statement = connection.createStatement()) {
                set(connection, "naru.tenant", ACME.toString());
                assertThrows(SQLException.class, () -> statement.execute(sql), sql);
            }
        }
    }

    @Test
    void aLinkOfAMailIsSeenByWhoHasItAndWhatMailsSayByNobody() throws SQLException {
        try (Connection connection = asApplication()) {
            assertEquals(0, count(connection, "mail_link"));
            set(connection, "naru.presented", "l-" + ACME);
            assertEquals(1, count(connection, "mail_link"));
            set(connection, "naru.presented", "h-" + ACME);
            assertEquals(List.of("inv-" + ACME), ids(connection, "invitation"));
            try (Statement statement = connection.createStatement()) {
                assertThrows(SQLException.class, () -> statement.executeQuery("SELECT link FROM mail"));
            }
        }
    }

    @Test
    void aSecondFactorIsSeenByItsPersonAlone() throws SQLException {
        for (String table : List.of("second_factor", "recovery_code")) {
            try (Connection connection = asApplication()) {
                set(connection, "naru.tenant", ACME.toString());
                assertEquals(0, count(connection, table), table);
                set(connection, "naru.presented", "u-" + ACME);
                assertEquals(1, count(connection, table), table);
            }
        }
    }

    @Test
    void aDomainIsSeenByWhoNamesItOnceItIsProvenAndAnAttemptByItsState() throws SQLException {
        try (Connection connection = asApplication()) {
            set(connection, "naru.presented", ACME + ".example");
            assertEquals(1, count(connection, "single_sign_on_domain"));
            assertEquals(0, count(connection, "single_sign_on"));
            set(connection, "naru.presented", "state-" + ACME);
            assertEquals(1, count(connection, "sign_on_attempt"));
            assertEquals(0, count(connection, "single_sign_on_domain"));
        }
        TestPostgres.execute(url, "UPDATE single_sign_on_domain SET proven_at = NULL");
        try (Connection connection = asApplication()) {
            set(connection, "naru.presented", ACME + ".example");
            assertEquals(0, count(connection, "single_sign_on_domain"));
        }
    }

    @Test
    void theTenantEndsWithItsTransaction() throws SQLException {
        try (Connection connection = asApplication()) {
            set(connection, "naru.tenant", ACME.toString());
            connection.commit();

            assertEquals(0, count(connection, "cluster"));
        }
    }

    @Test
    void neitherRoleMayBypassTheWall() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet roles = statement.executeQuery(
                        "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN ('naru_app', 'naru_relay')")) {
            int seen = 0;
            while (roles.next()) {
                assertFalse(roles.getBoolean(1));
                assertFalse(roles.getBoolean(2));
                seen++;
            }
            assertEquals(2, seen);
        }
    }

    @Test
    void everyTableWithATenantHasTheWall() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
                        WHERE c.relkind = 'r'""")) {
            while (tables.next()) {
                assertTrue(tables.getBoolean(2), tables.getString(1));
            }
        }
    }

    private static Connection asApplication() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE naru_app");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> ids(Connection connection, String table) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
