package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.TestPostgres;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void everyAnswerOfASessionAndOfAKeySaysWhatIsLeft() {
        ApiClient kim = newOrganization();
        ApiClient program = as(newKey(kim, "OrganizationAdmin", null));

        ApiClient.Answer mine = kim.get("/api/v1/me").expect(200);
        ApiClient.Answer its = program.get("/org/v2/environments").expect(200);

        assertEquals("\"session\";q=1000;w=10", mine.header("RateLimit-Policy"));
        assertTrue(mine.header("RateLimit").matches("\"session\";r=[0-9]+;t=([0-9]|10)"), mine.header("RateLimit"));
        assertEquals("\"key\";q=1000;w=10", its.header("RateLimit-Policy"));
        assertTrue(program.get("/org/v2/environments/nothing")
                .expect(404)
                .header("RateLimit")
                .startsWith("\"key\";r="));
    }

    @Test
    void pastTheLimitAnAnswerSaysWhenToComeBack() {
        ApiClient.Answer key = newKey(newOrganization(), "OrganizationAdmin", null);
        TestPostgres.execute(
                SharedControlPlane.get().databaseUrl(),
                "INSERT INTO rate_window VALUES ('key:%s', now() + interval '20 seconds', 1000)"
                        .formatted(key.at("id")));

        ApiClient.Answer refused = as(key).get("/org/v2/environments").expect(429);

        assertEquals("rate_limited", refused.at("errors.0.code"));
        assertTrue(refused.header("RateLimit").startsWith("\"key\";r=0;t="), refused.header("RateLimit"));
        int seconds = Integer.parseInt(refused.header("Retry-After"));
        assertTrue(seconds > 20 && seconds <= 30, refused.header("Retry-After"));
    }

    @Test
    void signingUpIsCountedByAddress() {
        ApiClient.Answer answer =
                SharedControlPlane.get().anonymous().post("/api/v1/signup", """
                        {"email":"kim@acme.example","password":"naru naru","organization_name":"Acme"}""").expect(400);

        assertTrue(answer.header("RateLimit-Policy").matches("\"signup\";q=[0-9]+;w=600"), answer.text());
    }

    @Test
    void loggingInIsCountedByAddressAndSaysNothingOfTheAccount() {
        ApiClient.Answer refused = SharedControlPlane.get()
                .anonymous()
                .post(
                        "/api/v1/login",
                        "{\"email\":\"%s@x.example\",\"password\":\"wrong\"}".formatted(UUID.randomUUID()))
                .expect(401);

        assertEquals("\"login-host\";q=600;w=300", refused.header("RateLimit-Policy"));
        assertNull(SharedControlPlane.get().anonymous().get("/health/live").header("RateLimit"));
    }
}
