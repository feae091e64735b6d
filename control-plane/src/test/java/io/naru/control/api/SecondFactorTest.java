package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Codes;
import io.naru.control.fixture.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    private static final String PASSWORD = "correct horse battery";

    private final String email = UUID.randomUUID() + "@acme.example";
    private final ApiClient kim = SharedControlPlane.get().anonymous().signUp(email, "Acme");

    @Test
    void isAskedForOnceACodeOfItWasConfirmed() {
        Codes codes = new Codes(begun());
        logIn().expect(200);
        assertFalse(logIn().text().contains("challenge"));

        ApiClient.Answer on = confirm(codes.before());

        assertEquals(10, on.json().get("recovery_codes").size());
        ApiClient.Answer half = logIn().expect(200);
        assertNull(half.header("Set-Cookie"));
        assertNull(half.at("user.email"));
        ApiClient anybody = SharedControlPlane.get().anonymous();
        ApiClient.Answer whole = anybody.post("/api/v1/login/second-factor", secondHalf(half, codes.now()))
                .expect(200);
        assertEquals(email, whole.at("user.email"));
        anybody.get("/api/v1/me").expect(200);
        assertEquals("true", kim.get("/iam/v2/users").at("data.0.second_factor"));
    }

    @Test
    void aCodeIsTakenOnce() {
        Codes codes = new Codes(begun());
        confirm(codes.before());
        String now = codes.now();
        SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login/second-factor", secondHalf(logIn(), now))
                .expect(200);

        ApiClient.Answer again = SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login/second-factor", secondHalf(logIn(), now))
                .expect(400);

        assertEquals("/code", again.at("errors.0.source.pointer"));
    }

    @Test
    void aRecoveryCodeOpensOnceInPlaceOfTheAuthenticator() {
        String recovery = confirm(new Codes(begun()).now()).at("recovery_codes.0");
        SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login/second-factor", secondHalf(logIn(), recovery.toLowerCase(java.util.Locale.ROOT)))
                .expect(200);

        SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login/second-factor", secondHalf(logIn(), recovery))
                .expect(400);
    }

    @Test
    void turningItOnEndsTheOtherSessionsAndGivesThisOneANewId() {
        ApiClient phone = SharedControlPlane.get().anonymous().logIn(email);
        String before = kim.cookie();

        confirm(new Codes(begun()).now());

        phone.get("/api/v1/me").expect(401);
        assertNotEquals(before, kim.cookie());
        kim.get("/api/v1/me").expect(200);
    }

    @Test
    void itIsTurnedOffByPasswordAndCodeTogether() {
        Codes codes = new Codes(begun());
        confirm(codes.before());
        entered();

        kim.post(
                        "/api/v1/me/second-factor/off",
                        "{\"password\":\"another one\",\"code\":\"%s\"}".formatted(codes.now()))
                .expect(400);
        kim.post("/api/v1/me/second-factor/off", "{\"password\":\"%s\",\"code\":\"000000\"}".formatted(PASSWORD))
                .expect(400);
        kim.post(
                        "/api/v1/me/second-factor/off",
                        "{\"password\":\"%s\",\"code\":\"%s\"}".formatted(PASSWORD, codes.now()))
                .expect(204);

        assertEquals(email, logIn().expect(200).at("user.email"));
    }

    @Test
    void aChallengeIsNoSessionAndASessionIsNoChallenge() {
        confirm(new Codes(begun()).now());
        ApiClient impostor = SharedControlPlane.get().anonymous();

        impostor.useCookie("naru_session=" + logIn().at("second_factor.challenge"));
        impostor.get("/api/v1/me").expect(401);
        String token = kim.cookie().substring("naru_session=".length());
        ApiClient.Answer refused = impostor.post(
                "/api/v1/login/second-factor", "{\"challenge\":\"%s\",\"code\":\"000000\"}".formatted(token));

        assertEquals("/challenge", refused.expect(400).at("errors.0.source.pointer"));
    }

    @Test
    void guessingIsSlowedDown() {
        confirm(new Codes(begun()).now());
        ApiClient.Answer half = logIn();
        ApiClient.Answer last = null;
        for (int guess = 0; guess < 12; guess++) {
            last = SharedControlPlane.get()
                    .anonymous()
                    .post("/api/v1/login/second-factor", secondHalf(half, "00000" + guess % 10));
        }

        assertEquals(429, last.status());
    }

    @Test
    void anOrganizationThatRequiresOneLetsNobodyElseDoAnything() {
        ApiClient lee = colleague();
        kim.patch("/api/v1/organization", "{\"second_factor_required\":true}").expect(409);
        Codes codes = new Codes(begun());
        confirm(codes.before());
        entered();
        lee.get("/org/v2/environments").expect(200);

        kim.patch("/api/v1/organization", "{\"second_factor_required\":true}").expect(200);

        assertEquals(
                "second_factor_required",
                lee.get("/org/v2/environments").expect(403).at("errors.0.code"));
        assertEquals("true", lee.get("/api/v1/me").at("second_factor_missing"));
        assertEquals("false", kim.get("/api/v1/me").at("second_factor_missing"));
        kim.get("/org/v2/environments").expect(200);
        assertEquals(
                "second_factor_required",
                kim.post(
                                "/api/v1/me/second-factor/off",
                                "{\"password\":\"%s\",\"code\":\"%s\"}".formatted(PASSWORD, codes.now()))
                        .expect(409)
                        .at("errors.0.code"));
        Codes lees = new Codes(lee.post("/api/v1/me/second-factor", "{\"password\":\"%s\"}".formatted(PASSWORD))
                .at("secret"));
        lee.post("/api/v1/me/second-factor/confirm", "{\"code\":\"%s\"}".formatted(lees.now()))
                .expect(200);
        lee.get("/org/v2/environments").expect(200);
        assertEquals("false", lee.get("/api/v1/me").at("second_factor_missing"));
    }

    @Test
    void aRecoveryCodeStillOpensWhenTheAuthenticatorsSecretCannotBeRead() {
        String recovery = confirm(new Codes(begun()).now()).at("recovery_codes.0");
        TestPostgres.execute(
                SharedControlPlane.get().databaseUrl(),
                "UPDATE second_factor SET secret = 'sealed by another key' WHERE account_id = '%s'"
                        .formatted(kim.get("/api/v1/me").at("user.id")));

        SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login/second-factor", secondHalf(logIn(), recovery))
                .expect(200);
    }

    @Test
    void theOperatorTakesOneOffByTheStatementsThatTheDocumentsName() throws IOException {
        confirm(new Codes(begun()).now());
        String page = Files.readString(Path.of("../docs/how-to/use-a-second-factor.md"));
        String statements = page.substring(page.indexOf("```sql") + 6, page.lastIndexOf("```"));

        TestPostgres.execute(SharedControlPlane.get().databaseUrl(), statements.replace("kim@acme.example", email));

        kim.get("/api/v1/me").expect(401);
        assertEquals(email, logIn().expect(200).at("user.email"));
    }

    /// Somebody who is let into Kim's organization and sees it.
    private ApiClient colleague() {
        ApiClient lee = SharedControlPlane.get().anonymous().signUp(UUID.randomUUID() + "@lee.example", "Lee's");
        String organization = kim.get("/api/v1/me").at("organization.id");
        TestPostgres.execute(
                SharedControlPlane.get().databaseUrl(),
                "INSERT INTO membership VALUES ('%s', '%s')"
                        .formatted(organization, lee.get("/api/v1/me").at("user.id")));
        lee.entered(lee.post("/api/v1/session/organization", "{\"organization_id\":\"%s\"}".formatted(organization))
                .expect(200));
        return lee;
    }

    private String begun() {
        ApiClient.Answer begun = kim.post("/api/v1/me/second-factor", "{\"password\":\"%s\"}".formatted(PASSWORD))
                .expect(200);
        assertTrue(begun.at("otpauth_uri").startsWith("otpauth://totp/Naru:"));
        return begun.at("secret");
    }

    /// This session goes on with a new id; its CSRF token comes with `/me`.
    private ApiClient.Answer confirm(String code) {
        ApiClient.Answer on = kim.post("/api/v1/me/second-factor/confirm", "{\"code\":\"" + code + "\"}")
                .expect(200);
        entered();
        return on;
    }

    private void entered() {
        kim.entered(kim.get("/api/v1/me").expect(200));
    }

    private ApiClient.Answer logIn() {
        return SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    private static String secondHalf(ApiClient.Answer half, String code) {
        return "{\"challenge\":\"%s\",\"code\":\"%s\"}".formatted(half.at("second_factor.challenge"), code);
    }
}
