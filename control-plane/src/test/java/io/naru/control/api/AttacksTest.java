package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.DescribedOperation;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody tries who means harm.
class AttacksTest {
    private static final String CR_LF = "x\r\nInjected: 1\r\n\r\n<html>";

    @Test
    void aSessionThatWasThereBeforeTheLogInIsNotTheOneAfterIt() {
        String email = UUID.randomUUID() + "@acme.example";
        SharedControlPlane.get().anonymous().signUp(email, "Acme");
        ApiClient attacker = SharedControlPlane.newOrganization();
        String planted = attacker.cookie();
        ApiClient victim = SharedControlPlane.get().anonymous();
        victim.useCookie(planted);

        victim.logIn(email);

        assertNotEquals(planted, victim.cookie());
        assertEquals(email, victim.get("/api/v1/me").expect(200).at("user.email"));
        assertNotEquals(email, attacker.get("/api/v1/me").at("user.email"));
    }

    @Test
    void aLogInTakesAsLongForAnAddressThatNobodyHas() {
        String email = UUID.randomUUID() + "@acme.example";
        SharedControlPlane.get().anonymous().signUp(email, "Acme");
        // Rounds that warm up, then the fastest of each: a busy machine only makes rounds slower.
        IntStream.range(0, 3).forEach(round -> logInTime(email));

        long known =
                IntStream.range(0, 8).mapToLong(round -> logInTime(email)).min().orElseThrow();
        long unknown = IntStream.range(0, 8)
                .mapToLong(round -> logInTime(UUID.randomUUID() + "@acme.example"))
                .min()
                .orElseThrow();

        double ratio = (double) unknown / known;
        assertTrue(ratio > 0.6 && ratio < 1.7, "unknown takes " + ratio + " times as long");
    }

    private static long logInTime(String email) {
        ApiClient anybody = SharedControlPlane.get().anonymous();
        long begun = System.nanoTime();
        anybody.post("/api/v1/login", "{\"email\":\"" + email + "\",\"password\":\"not the password\"}")
                .expect(401);
        return System.nanoTime() - begun;
    }

    @Test
    void nothingThatACallerSendsBecomesAHeader() {
        ApiClient kim = SharedControlPlane.newOrganization();
        String injected = URLEncoder.encode(CR_LF, StandardCharsets.UTF_8);

        for (DescribedOperation operation : DescribedOperation.all()) {
            if (operation.rights().contains("own")) {
                continue;
            }
            ApiClient.Answer answer = kim.sendAndLeave(
                    operation.method(),
                    operation.url(name -> injected, example -> CR_LF),
                    operation.body().isPresent() ? "{}" : null);

            assertNull(answer.header("Injected"), operation.toString());
            assertTrue(answer.status() < 500, operation + " " + answer.text());
            assertFalse(String.valueOf(answer.header("Content-Type")).startsWith("text/html"), operation.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'; DROP TABLE account; --",
                "${jndi:ldap://127.0.0.1/x}",
                "{{7*7}}#{7*7}",
                "../../etc/passwd",
                "=HYPERLINK(1)",
                "\u202Eevil\u202C",
                "a\u0301\uD83D\uDC7E"
            })
    void aNameIsKeptAsItWasGivenOrRefusedAndNeverActedUpon(String name) throws IOException {
        ApiClient kim = SharedControlPlane.newOrganization();
        String environment = SharedControlPlane.environmentOf(kim);
        String quoted = JsonMapper.createDefault().writeValueAsString(name);
        Map<String, String> creations = Map.of(
                "/org/v2/environments", "{\"display_name\":%s}",
                "/iam/v2/service-accounts", "{\"display_name\":%s,\"description\":%1$s}",
                "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":%s,\"environment\":{\"id\":\"" + environment + "\"}}}");

        creations.forEach((path, body) -> {
            ApiClient.Answer made = kim.post(path, body.formatted(quoted));
            assertTrue(List.of(201, 202, 400).contains(made.status()), path + " " + made.text());
            assertEquals("application/json", made.header("Content-Type").replaceFirst(";.*", ""));
            if (made.status() != 400) {
                String there = kim.get(path + "/" + made.at("id")
                                + (path.startsWith("/cmk") ? "?environment=" + environment : ""))
                        .expect(200)
                        .at(path.startsWith("/cmk") ? "spec.display_name" : "display_name");
                assertEquals(name, there);
            }
        });
        kim.patch("/api/v1/me", "{\"full_name\":" + quoted + "}").expect(200);
        assertEquals(name, kim.get("/api/v1/me").at("user.full_name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password123", "1234567890", "P@ssw0rd12", "aaaaaaaaaa", "narunarunaru", "acmeacmeacme"})
    void aPasswordThatIsTriedFirstIsRefused(String password) {
        ApiClient.Answer refused =
                SharedControlPlane.get().anonymous().post("/api/v1/signup", """
                {"email":"%s@acme.example","password":"%s","organization_name":"Acme"}""".formatted(UUID.randomUUID(), password));

        assertEquals("/password", refused.expect(400).at("errors.0.source.pointer"));
    }
}
