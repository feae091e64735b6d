package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final String PASSWORD = "correct horse battery";

    @Test
    void aSignUpMakesOrganizationUserAndEnvironmentAndLogsIn() {
        ApiClient kim = SharedControlPlane.newOrganization();

        ApiClient.Answer me = kim.get("/api/v1/me").expect(200);
        ApiClient.Answer environments = kim.get("/org/v2/environments").expect(200);

        assertEquals("Acme", me.at("organization.display_name"));
        assertEquals("OrganizationAdmin", me.at("roles.0.role_name"));
        assertEquals("organization", me.at("rights.0.scope"));
        assertEquals(1, me.json().get("rights").size());
        assertEquals("default", environments.at("data.0.display_name"));
        assertEquals(1, environments.json().get("data").size());
    }

    @Test
    void theCookieIsHiddenFromScriptsAndFromOtherSites() {
        ApiClient.Answer answer = SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/signup", signUp(UUID.randomUUID() + "@acme.example"))
                .expect(201);

        String cookie = answer.header("Set-Cookie");
        assertTrue(cookie.contains("HTTPOnly") || cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Lax"), cookie);
    }

    @Test
    void anUnsafeCallNeedsTheCsrfToken() {
        ApiClient kim = SharedControlPlane.newOrganization();
        kim.useCsrf("guessed");

        ApiClient.Answer refused =
                kim.post("/org/v2/environments", "{\"display_name\":\"x\"}").expect(403);

        assertEquals("csrf", refused.at("errors.0.code"));
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAnswerAlike() {
        String email = UUID.randomUUID() + "@acme.example";
        SharedControlPlane.get().anonymous().signUp(email, "Acme");
        ApiClient anybody = SharedControlPlane.get().anonymous();

        ApiClient.Answer wrong =
                anybody.post("/api/v1/login", logIn(email, "not the password")).expect(401);
        ApiClient.Answer unknown = anybody.post("/api/v1/login", logIn("nobody-" + email, "not the password"))
                .expect(401);

        assertEquals(wrong.at("errors.0.detail"), unknown.at("errors.0.detail"));
        assertEquals(wrong.at("errors.0.code"), unknown.at("errors.0.code"));
        anybody.post("/api/v1/login", logIn(email, PASSWORD)).expect(200);
    }

    @Test
    void anAddressSignsUpOnce() {
        String email = UUID.randomUUID() + "@acme.example";
        SharedControlPlane.get().anonymous().signUp(email, "Acme");

        ApiClient.Answer again = SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/signup", signUp(email.toUpperCase(java.util.Locale.ROOT)))
                .expect(409);

        assertEquals("email_taken", again.at("errors.0.code"));
    }

    @Test
    void afterLogOutTheSessionCannotBeRenewed() {
        ApiClient kim = SharedControlPlane.newOrganization();
        String cookie = kim.cookie();
        kim.post("/api/v1/session/refresh", "").expect(200);
        assertNotEquals("", kim.cookie());

        kim.post("/api/v1/logout", "").expect(204);

        kim.get("/api/v1/me").expect(401);
        kim.useCookie(cookie);
        kim.post("/api/v1/session/refresh", "").expect(401);
    }

    @Test
    void tooManyLogInsToOneAccountAreRefusedWithATime() {
        ApiClient anybody = SharedControlPlane.get().anonymous();
        String email = UUID.randomUUID() + "@acme.example";
        ApiClient.Answer last = null;
        for (int i = 0; i < 21; i++) {
            last = anybody.post("/api/v1/login", logIn(email, "guess"));
        }

        last.expect(429);
        assertTrue(Integer.parseInt(last.header("Retry-After")) >= 1);
    }

    private static String signUp(String email) {
        return "{\"email\":\"%s\",\"password\":\"%s\",\"organization_name\":\"Acme\"}".formatted(email, PASSWORD);
    }

    private static String logIn(String email, String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }
}
