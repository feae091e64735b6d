package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.environmentOf;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Codes;
import io.naru.control.fixture.Mails;
import io.naru.control.fixture.TestPostgres;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvitationTest {
    private static final String ACCEPT = "/api/v1/invitations/accept";

    private final ApiClient kim =
            SharedControlPlane.get().anonymous().signUp(UUID.randomUUID() + "@acme.example", "Acme");
    private final String organization = kim.get("/api/v1/me").at("organization.id");
    private final String lee = UUID.randomUUID() + "@lee.example";
    private final ApiClient anybody = SharedControlPlane.get().anonymous();
    private final Mails mails = new Mails(anybody);

    @Test
    void somebodyNewJoinsWithTheRolesOfTheInvitationAndNoMore() {
        ApiClient.Answer made = invite("DeveloperRead", crn()).expect(201);
        assertEquals("OPEN", made.at("status"));
        assertNull(made.at("link"));
        ApiClient.Answer preview =
                anybody.post("/api/v1/invitations/preview", token()).expect(200);
        assertEquals("Acme", preview.at("organization"));
        assertEquals(lee, preview.at("email"));
        assertEquals("false", preview.at("has_account"));
        String token = mails.tokenTo(lee);

        ApiClient joined = accept(token, ",\"full_name\":\"Lee\",\"password\":\"correct horse battery\"");

        ApiClient.Answer me = joined.get("/api/v1/me").expect(200);
        assertEquals(organization, me.at("organization.id"));
        assertEquals("DeveloperRead", me.at("roles.0.role_name"));
        assertEquals("true", me.at("user.email_verified"));
        joined.post("/org/v2/environments", "{\"display_name\":\"x\"}").expect(403);
        assertEquals(0, kim.get("/iam/v2/invitations").json().get("data").size());
        assertEquals(2, kim.get("/iam/v2/users").json().get("data").size());
        anybody.post(ACCEPT, answer(token, "")).expect(400);
        SharedControlPlane.get().anonymous().logIn(lee);
    }

    @Test
    void somebodyWhoIsLoggedInAsTheInvitedAddressNeedsNoPassword() {
        ApiClient theirs = SharedControlPlane.get().anonymous().signUp(lee, "Lee's");
        String before = theirs.cookie();
        invite("MetricsViewer", crn()).expect(201);

        theirs.entered(theirs.post(ACCEPT, answer(mails.tokenTo(lee), "")).expect(200));

        ApiClient.Answer me = theirs.get("/api/v1/me").expect(200);
        assertEquals(organization, me.at("organization.id"));
        assertEquals(2, me.json().get("organizations").size());
        theirs.useCookie(before);
        theirs.get("/api/v1/me").expect(401);
    }

    @Test
    void anOldAccountIsProvenByItsPassword() {
        SharedControlPlane.get().anonymous().signUp(lee, "Lee's");
        invite("MetricsViewer", crn()).expect(201);
        assertEquals(
                "true", anybody.post("/api/v1/invitations/preview", token()).at("has_account"));
        String token = mails.tokenTo(lee);

        for (String password : new String[] {"", ",\"password\":\"not the password\""}) {
            assertEquals(
                    "/password",
                    anybody.post(ACCEPT, answer(token, password)).expect(400).at("errors.0.source.pointer"));
        }

        accept(token, ",\"password\":\"correct horse battery\"")
                .get("/api/v1/me")
                .expect(200);
    }

    @Test
    void anOldAccountWithASecondFactorIsAskedForItToo() {
        ApiClient theirs = SharedControlPlane.get().anonymous().signUp(lee, "Lee's");
        Codes codes = Codes.setUp(theirs);
        invite("MetricsViewer", crn()).expect(201);
        String token = mails.tokenTo(lee);
        String password = ",\"password\":\"correct horse battery\"";

        for (String code : new String[] {"", ",\"code\":\"\"", ",\"code\":\"000000\""}) {
            assertEquals(
                    "/code",
                    anybody.post(ACCEPT, answer(token, password + code))
                            .expect(400)
                            .at("errors.0.source.pointer"));
        }

        accept(token, password + ",\"code\":\"" + codes.now() + "\"")
                .get("/api/v1/me")
                .expect(200);
    }

    @Test
    void beingLoggedInAsSomebodyElseProvesNothing() {
        SharedControlPlane.get().anonymous().signUp(lee, "Lee's");
        invite("MetricsViewer", crn()).expect(201);
        ApiClient eve = newOrganization();

        eve.post(ACCEPT, answer(mails.tokenTo(lee), "")).expect(400);

        assertEquals(1, kim.get("/iam/v2/users").json().get("data").size());
    }

    @Test
    void anInvitationEndsWhenItIsWithdrawnSentAgainOrOld() {
        String id = invite("MetricsViewer", crn()).expect(201).at("id");
        String first = mails.tokenTo(lee);

        kim.post("/iam/v2/invitations/" + id + ":resend", "").expect(200);
        String second = mails.tokenTo(lee);
        anybody.post("/api/v1/invitations/preview", "{\"token\":\"" + first + "\"}")
                .expect(400);
        anybody.post("/api/v1/invitations/preview", "{\"token\":\"" + second + "\"}")
                .expect(200);
        TestPostgres.execute(
                SharedControlPlane.get().databaseUrl(),
                "UPDATE invitation SET expires_at = now() WHERE id = '" + id + "'");
        anybody.post(ACCEPT, answer(second, ",\"password\":\"correct horse battery\""))
                .expect(400);
        assertEquals("EXPIRED", kim.get("/iam/v2/invitations/" + id).at("status"));
        kim.post("/iam/v2/invitations/" + id + ":resend", "").expect(200);
        kim.delete("/iam/v2/invitations/" + id).expect(204);

        anybody.post("/api/v1/invitations/preview", token()).expect(400);
        kim.delete("/iam/v2/invitations/" + id).expect(404);
    }

    @Test
    void anAddressIsInvitedOnceUnlessThatExpired() {
        String id = invite("MetricsViewer", crn()).expect(201).at("id");
        assertEquals(
                "already_invited", invite("MetricsViewer", crn()).expect(409).at("errors.0.code"));
        TestPostgres.execute(
                SharedControlPlane.get().databaseUrl(),
                "UPDATE invitation SET expires_at = now() WHERE id = '" + id + "'");

        invite("MetricsViewer", crn()).expect(201);
        accept(mails.tokenTo(lee), ",\"password\":\"correct horse battery\"");

        assertEquals(
                "already_member", invite("MetricsViewer", crn()).expect(409).at("errors.0.code"));
    }

    @Test
    void nobodyInvitesWithMoreThanTheyHaveOrWithoutTheRight() {
        invite("AccountAdmin", crn()).expect(201);
        ApiClient accountant = accept(mails.tokenTo(lee), ",\"password\":\"correct horse battery\"");
        String more = "{\"email\":\"%s\",\"roles\":[{\"role_name\":\"OrganizationAdmin\",\"crn_pattern\":\"%s\"}]}"
                .formatted("more-" + lee, crn());

        accountant.post("/iam/v2/invitations", more).expect(403);
        accountant
                .post("/iam/v2/invitations", "{\"email\":\"none-" + lee + "\"}")
                .expect(201);
        ApiClient visitor = accept(mails.tokenTo("none-" + lee), ",\"password\":\"correct horse battery\"");

        visitor.post("/iam/v2/invitations", "{\"email\":\"other-" + lee + "\"}").expect(403);
        assertEquals(
                0,
                visitor.get("/iam/v2/invitations")
                        .expect(200)
                        .json()
                        .get("data")
                        .size());
    }

    @Test
    void whoLostTheRightMeanwhileGivesNothing() {
        invite("OrganizationAdmin", crn()).expect(201);
        ApiClient second = accept(mails.tokenTo(lee), ",\"password\":\"correct horse battery\"");
        String third = "third-" + lee;
        second.post(
                        "/iam/v2/invitations",
                        "{\"email\":\"%s\",\"roles\":[{\"role_name\":\"OrganizationAdmin\",\"crn_pattern\":\"%s\"}]}"
                                .formatted(third, crn()))
                .expect(201);
        kim.delete("/iam/v2/users/" + second.get("/api/v1/me").at("user.id")).expect(204);

        ApiClient.Answer refused = anybody.post(
                        ACCEPT, answer(mails.tokenTo(third), ",\"password\":\"correct horse battery\""))
                .expect(400);

        assertTrue(refused.at("errors.0.detail").startsWith("Who invited you may no longer"), refused.text());
    }

    @Test
    void aRoleAtWhatIsGoneIsLeftOut() {
        String environment = kim.post("/org/v2/environments", "{\"display_name\":\"gone\"}")
                .expect(201)
                .at("id");
        invite("DeveloperRead", crn() + "/environment=" + environment).expect(201);
        kim.delete("/org/v2/environments/" + environment).expect(204);

        ApiClient joined = accept(mails.tokenTo(lee), ",\"password\":\"correct horse battery\"");

        assertEquals(0, joined.get("/api/v1/me").json().get("roles").size());
    }

    @Test
    void aWrongRoleIsPointedAt() {
        assertEquals("/roles/0/role_name", invite("Emperor", crn()).expect(400).at("errors.0.source.pointer"));
        assertEquals(
                "/roles/0/crn_pattern",
                invite("DeveloperRead", "nonsense").expect(400).at("errors.0.source.pointer"));
        invite("DeveloperRead", crn() + "/environment=" + environmentOf(newOrganization()))
                .expect(404);
    }

    @Test
    void aCloudKeyInvitesToo() {
        ApiClient.Answer key = newKey(kim, null, null);
        as(key).post("/iam/v2/invitations", "{\"email\":\"" + lee + "\"}").expect(403);
        kim.post(
                        "/iam/v2/role-bindings",
                        "{\"principal\":\"User:%s\",\"role_name\":\"AccountAdmin\",\"crn_pattern\":\"%s\"}"
                                .formatted(key.at("spec.owner.id"), crn()))
                .expect(201);

        as(key).post("/iam/v2/invitations", "{\"email\":\"" + lee + "\"}").expect(201);

        assertEquals("Acme invites you to Acme", mails.subjectsTo(lee).getFirst());
    }

    @Test
    void anotherOrganizationSeesNoneOfIt() {
        String id = invite("MetricsViewer", crn()).expect(201).at("id");
        ApiClient eve = newOrganization();

        eve.get("/iam/v2/invitations/" + id).expect(404);
        eve.post("/iam/v2/invitations/" + id + ":resend", "").expect(404);
        eve.delete("/iam/v2/invitations/" + id).expect(404);
    }

    private ApiClient.Answer invite(String role, String pattern) {
        return kim.post(
                "/iam/v2/invitations",
                "{\"email\":\"%s\",\"roles\":[{\"role_name\":\"%s\",\"crn_pattern\":\"%s\"}]}"
                        .formatted(lee, role, pattern));
    }

    private ApiClient accept(String token, String more) {
        ApiClient joining = SharedControlPlane.get().anonymous();
        return joining.entered(joining.post(ACCEPT, answer(token, more)).expect(200));
    }

    private String token() {
        return "{\"token\":\"" + mails.tokenTo(lee) + "\"}";
    }

    private static String answer(String token, String more) {
        return "{\"token\":\"" + token + "\"" + more + "}";
    }

    private String crn() {
        return "crn://naru/organization=" + organization;
    }
}
