package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Cell;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.http.TrustedProxies;
import io.naru.control.mail.MailRoute;
import io.naru.control.runtime.RunningControlPlane;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BehindAProxyTest {
    private static final String LIST = "203.0.113.9, 192.0.2.1";

    @Test
    void limitsSessionsAndTheAuditLogKnowWhoCalledTheProxy() {
        Cell cell = Cell.shared();
        try (RunningControlPlane behind = RunningControlPlane.start(
                TestPostgres.newDatabase(),
                cell.bootstrap(),
                cell.secret(),
                cell.tokenKeyPem(),
                new MailRoute.Mailbox(),
                TrustedProxies.of("127.0.0.1", "X-Forwarded-For"))) {
            ApiClient kim = behind.anonymous()
                    .sending("X-Forwarded-For", LIST)
                    .signUp(UUID.randomUUID() + "@acme.example", "Acme");
            kim.post("/org/v2/environments", "{\"display_name\":\"here\"}").expect(201);

            assertEquals("192.0.2.1", addressOfTheSession(kim));
            assertEquals("192.0.2.1", addressInTheAuditLog(kim));
            assertEquals(
                    1,
                    TestPostgres.count(
                            behind.databaseUrl(),
                            "SELECT count(*) FROM rate_window WHERE bucket = 'signup:192.0.2.1'"));
        }
    }

    @Test
    void withoutATrustedProxyTheSameHeaderIsOnlySomethingSaid() {
        ApiClient kim = SharedControlPlane.get()
                .anonymous()
                .sending("X-Forwarded-For", LIST)
                .sending("Forwarded", "for=192.0.2.1")
                .signUp(UUID.randomUUID() + "@acme.example", "Acme");
        kim.post("/org/v2/environments", "{\"display_name\":\"here\"}").expect(201);

        assertEquals("127.0.0.1", addressOfTheSession(kim));
        assertEquals("127.0.0.1", addressInTheAuditLog(kim));
    }

    private static String addressOfTheSession(ApiClient client) {
        return client.get("/api/v1/sessions").expect(200).at("data.0.address");
    }

    private static String addressInTheAuditLog(ApiClient client) {
        ApiClient.Answer log =
                client.get("/api/v1/audit-log?action=environment.create").expect(200);
        assertTrue(log.at("data.0.actor.address") != null, log.text());
        return log.at("data.0.actor.address");
    }
}
