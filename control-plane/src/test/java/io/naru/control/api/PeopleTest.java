package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private final String email = UUID.randomUUID() + "@acme.example";
    private final ApiClient kim = SharedControlPlane.get().anonymous().signUp(email, "Acme");

    /// Somebody with an organization of their own who is let into Kim's with a role at the organization.
    private ApiClient colleague(String address, String role) {
        ApiClient lee = SharedControlPlane.get().anonymous().signUp(address, "Lee's");
        String organization = organization();
        String id = SharedControlPlane.letIn(lee, organization);
        kim.post(
                        "/iam/v2/role-bindings",
                        "{\"principal\":\"User:%s\",\"role_name\":\"%s\",\"crn_pattern\":\"crn://naru/organization=%s\"}"
                                .formatted(id, role, organization))
                .expect(201);
        SharedControlPlane.goTo(lee, organization);
        return lee;
    }

    private String organization() {
        return kim.get("/api/v1/me").at("organization.id");
    }

    @Test
    void aPersonMayBeInSeveralOrganizationsAndSeesOneAtATime() {
        ApiClient lee = colleague(UUID.randomUUID() + "@lee.example", "MetricsViewer");

        ApiClient.Answer me = lee.get("/api/v1/me").expect(200);

        assertEquals(organization(), me.at("organization.id"));
        assertEquals(2, me.json().get("organizations").size());
        assertEquals("MetricsViewer", me.at("roles.0.role_name"));
        assertEquals("metrics.read", me.at("rights.0.rights.0"));
        assertEquals(email, me.at("who_can_grant.0.email"));
        lee.post("/org/v2/environments", "{\"display_name\":\"x\"}").expect(403);
        lee.post("/api/v1/session/organization", "{\"organization_id\":\"" + UUID.randomUUID() + "\"}")
                .expect(404);
    }

    @Test
    void withoutTheRightOneSeesOnlyOneself() {
        ApiClient lee = colleague(UUID.randomUUID() + "@lee.example", "MetricsViewer");
        String kimsId = kim.get("/api/v1/me").at("user.id");

        assertEquals(2, kim.get("/iam/v2/users").expect(200).json().get("data").size());
        assertEquals(1, lee.get("/iam/v2/users").expect(200).json().get("data").size());
        lee.get("/iam/v2/users/" + kimsId).expect(404);
        newOrganization().get("/iam/v2/users/" + kimsId).expect(404);
        lee.patch("/iam/v2/users/" + lee.get("/api/v1/me").at("user.id"), "{\"full_name\":\"Lee\"}")
                .expect(200);
        assertEquals("Lee", lee.get("/api/v1/me").at("user.full_name"));
    }

    @Test
    void whoeverIsRemovedLosesSessionRolesAndKeysAtOnce() {
        ApiClient lee = colleague(UUID.randomUUID() + "@lee.example", "AccountAdmin");
        String id = lee.get("/api/v1/me").at("user.id");
        ApiClient.Answer key = lee.post("/iam/v2/api-keys", "{\"spec\":{\"owner\":{\"id\":\"" + id + "\"}}}")
                .expect(202);
        as(key).get("/iam/v2/users").expect(200);

        kim.delete("/iam/v2/users/" + id).expect(204);

        lee.get("/api/v1/me").expect(401);
        as(key).get("/iam/v2/users").expect(401);
        kim.get("/iam/v2/users/" + id).expect(404);
        assertEquals(
                0,
                kim.get("/iam/v2/role-bindings?principal=User:" + id)
                        .json()
                        .get("data")
                        .size());
    }

    @Test
    void nobodyRemovesTheLastAdministratorOrSomebodyGreater() {
        ApiClient lee = colleague(UUID.randomUUID() + "@lee.example", "AccountAdmin");
        String kimsId = kim.get("/api/v1/me").at("user.id");

        lee.delete("/iam/v2/users/" + kimsId).expect(403);

        assertEquals(
                "last_administrator",
                kim.delete("/iam/v2/users/" + kimsId).expect(409).at("errors.0.code"));
    }

    @Test
    void aSessionIsListedAndEndsAtOnce() {
        ApiClient phone = SharedControlPlane.get().anonymous().logIn(email);
        ApiClient.Answer sessions = kim.get("/api/v1/sessions").expect(200);
        assertEquals(2, sessions.json().get("data").size());
        String other =
                sessions.at("data.0.current").equals("true") ? sessions.at("data.1.id") : sessions.at("data.0.id");

        newOrganization().delete("/api/v1/sessions/" + other).expect(404);
        kim.delete("/api/v1/sessions/" + other).expect(204);

        phone.get("/api/v1/me").expect(401);
        kim.get("/api/v1/me").expect(200);
    }

    @Test
    void aNewPasswordEndsAllOtherSessionsAndRenewsThisOne() {
        ApiClient phone = SharedControlPlane.get().anonymous().logIn(email);
        String before = kim.cookie();
        String change = "{\"current_password\":\"%s\",\"new_password\":\"another long passphrase\"}";
        assertEquals(
                "/current_password",
                kim.post("/api/v1/me/password", change.formatted("not the password"))
                        .expect(400)
                        .at("errors.0.source.pointer"));

        kim.post("/api/v1/me/password", change.formatted("correct horse battery"))
                .expect(204);

        phone.get("/api/v1/me").expect(401);
        kim.get("/api/v1/me").expect(200);
        assertNotEquals(before, kim.cookie());
        kim.useCookie(before);
        kim.get("/api/v1/me").expect(401);
    }

    @Test
    void aLogInNeverKeepsASessionThatWasThereBefore() {
        ApiClient eve = newOrganization();
        String planted = eve.cookie();
        ApiClient victim = SharedControlPlane.get().anonymous();
        victim.useCookie(planted);

        victim.logIn(email);

        assertNotEquals(planted, victim.cookie());
        assertEquals(email, victim.get("/api/v1/me").at("user.email"));
        assertNotEquals(email, eve.get("/api/v1/me").at("user.email"));
    }

    @Test
    void anAdministratorRenamesTheOrganization() {
        ApiClient lee = colleague(UUID.randomUUID() + "@lee.example", "AccountAdmin");
        lee.patch("/api/v1/organization", "{\"display_name\":\"Mine\"}").expect(403);

        kim.patch("/api/v1/organization", "{\"display_name\":\"Acme Ltd\"}").expect(200);

        assertEquals("Acme Ltd", lee.get("/api/v1/organization").at("display_name"));
    }

    @Test
    void theTableOfRolesIsShown() {
        ApiClient.Answer roles = kim.get("/api/v1/roles").expect(200);

        assertEquals("OrganizationAdmin", roles.at("data.0.role_name"));
        assertTrue(roles.text().contains("MetricsViewer"), roles.text());
        as(newKey(kim, null, null)).get("/api/v1/roles").expect(401);
    }
}
