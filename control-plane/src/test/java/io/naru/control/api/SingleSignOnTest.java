package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.Browser;
import io.naru.control.fixture.IdentityProvider;
import io.naru.control.fixture.IdentityProvider.Person;
import io.naru.control.fixture.Mails;
import io.naru.control.fixture.TestPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleSignOnTest {
    private static final String SETTINGS = "/api/v1/single-sign-on";

    private final IdentityProvider provider = IdentityProvider.start();
    private final String domain = "d" + UUID.randomUUID() + ".example";
    private final String kimsAddress = "kim@" + domain;
    private final ApiClient kim = SharedControlPlane.get().anonymous().signUp(kimsAddress, "Acme");
    private final String organization = kim.get("/api/v1/me").at("organization.id");
    private final Person lee = new Person("lee-1", "Lee@" + domain, true, "Lee Park");
    private final Browser browser = new Browser(SharedControlPlane.get().base());

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void somebodyNewComesInWithTheDefaultRole() {
        setUp(",\"default_role\":\"DeveloperRead\"");

        assertEquals("/topics?a=b", signIn(lee, "/topics?a=b"));

        ApiClient.Answer me = browser.console().get("/api/v1/me");
        assertEquals(organization, me.at("organization.id"));
        assertEquals("lee@" + domain, me.at("user.email"));
        assertEquals("Lee Park", me.at("user.full_name"));
        assertEquals("DeveloperRead", me.at("roles.0.role_name"));
        assertNull(me.at("roles.1"));
        assertFalse(browser.cookies().containsKey("naru_sign_on"));
        assertEquals(
                1,
                kim.get("/api/v1/audit-log?outcome=DONE&action=session.log_in&actor=lee@" + domain)
                        .expect(200)
                        .json()
                        .get("data")
                        .size());
    }

    @Test
    void theSamePersonIsKnownAgainWhateverTheirAddressIsThen() {
        setUp("");
        signIn(lee, "/");
        String id = browser.console().get("/api/v1/me").at("user.id");
        String session = browser.cookies().get("naru_session");

        signIn(new Person("lee-1", "married@elsewhere.example", false, "Lee"), "/");

        assertEquals(id, browser.console().get("/api/v1/me").at("user.id"));
        assertNotEquals(session, browser.cookies().get("naru_session"));
    }

    @Test
    void claimsMayBeAtTheUserInfoEndpointOnly() {
        setUp("");
        provider.tellsAtUserInfo = true;

        assertEquals("/", signIn(lee, "/"));
    }

    @Test
    void aMemberIsLinkedAndKeepsTheirRoles() {
        setUp("");

        signIn(new Person("kim-1", kimsAddress, true, "Kim"), "/");

        ApiClient.Answer me = browser.console().get("/api/v1/me");
        assertEquals(kim.get("/api/v1/me").at("user.id"), me.at("user.id"));
        assertEquals("OrganizationAdmin", me.at("roles.0.role_name"));
    }

    @Test
    void anAddressThatIsGivenToAnotherPersonThereOpensNoOldAccount() {
        setUp("");
        signIn(lee, "/");

        assertEquals(problem("linked_to_another"), signIn(new Person("lee-2", lee.email(), true, "Another Lee"), "/"));
    }

    @Test
    void anAccountThatIsNotInTheOrganizationIsNotTakenIn() {
        setUp("");
        ApiClient theirs = SharedControlPlane.get().anonymous().signUp("lee@" + domain, "Lee's own");

        assertEquals(problem("not_a_member"), signIn(lee, "/"));

        assertEquals(1, theirs.get("/api/v1/me").json().get("organizations").size());
        assertEquals(1, kim.get("/iam/v2/users").json().get("data").size());
    }

    @Test
    void aSessionOfOneOrganizationsProviderReachesNoOther() {
        setUp("");
        ApiClient globex = newOrganization();
        SharedControlPlane.letIn(kim, globex.get("/api/v1/me").at("organization.id"));
        signIn(new Person("kim-1", kimsAddress, true, "Kim"), "/");
        ApiClient signedOn = browser.console();

        assertEquals(1, signedOn.get("/api/v1/me").json().get("organizations").size());
        signedOn.post(
                        "/api/v1/session/organization",
                        "{\"organization_id\":\"%s\"}"
                                .formatted(globex.get("/api/v1/me").at("organization.id")))
                .expect(403);
        SharedControlPlane.goTo(kim, globex.get("/api/v1/me").at("organization.id"));
        assertEquals(1, signedOn.get("/api/v1/sessions").json().get("data").size());
        signedOn.post("/api/v1/sessions:end-others", "").expect(204);
        kim.get("/api/v1/me").expect(200);
    }

    @Test
    void aSessionOfAProviderProvesNoAddressToAnotherOrganization() {
        setUp("");
        signIn(lee, "/");
        ApiClient globex = newOrganization();
        globex.post("/iam/v2/invitations", "{\"email\":\"lee@" + domain + "\"}").expect(201);
        String token = new Mails(globex).tokenTo("lee@" + domain);

        ApiClient.Answer answer = browser.console().post("/api/v1/invitations/accept", "{\"token\":\"" + token + "\"}");

        assertEquals("/password", answer.expect(400).at("errors.0.source.pointer"));
    }

    @Test
    void whoWasRemovedIsNotLetInAgain() {
        setUp("");
        signIn(lee, "/");
        kim.delete("/iam/v2/users/" + browser.console().get("/api/v1/me").at("user.id"))
                .expect(204);

        assertEquals(problem("not_a_member"), signIn(lee, "/"));
    }

    @Test
    void whereItIsRequiredAPasswordOpensNothingButToOne() {
        String mia = "mia@" + domain;
        kim.post("/iam/v2/invitations", "{\"email\":\"" + mia + "\"}").expect(201);
        ApiClient member = SharedControlPlane.get().anonymous();
        member.entered(member.post(
                        "/api/v1/invitations/accept",
                        "{\"token\":\"%s\",\"password\":\"correct horse battery\"}"
                                .formatted(new Mails(kim).tokenTo(mia)))
                .expect(200));

        setUp(",\"required\":true");

        member.get("/api/v1/me").expect(401);
        assertEquals(
                "single_sign_on_required",
                member.post("/api/v1/login", "{\"email\":\"" + mia + "\",\"password\":\"correct horse battery\"}")
                        .expect(403)
                        .at("errors.0.code"));
        kim.get("/api/v1/me").expect(200);
        SharedControlPlane.get().anonymous().logIn(kimsAddress);
        assertEquals("/", signIn(new Person("mia-1", mia, true, "Mia"), "/"));
        browser.console().get("/api/v1/me").expect(200);
    }

    @Test
    void whoIsInAnotherOrganizationTooStillReachesThatByPassword() {
        ApiClient both = newOrganization();
        String own = both.get("/api/v1/me").at("organization.id");
        String address = both.get("/api/v1/me").at("user.email");
        SharedControlPlane.letIn(both, organization);
        setUp(",\"required\":true");

        ApiClient again = SharedControlPlane.get().anonymous().logIn(address);

        assertEquals(own, again.get("/api/v1/me").at("organization.id"));
        assertEquals(
                "single_sign_on_required",
                again.post("/api/v1/session/organization", "{\"organization_id\":\"" + organization + "\"}")
                        .expect(403)
                        .at("errors.0.code"));
        again.get("/api/v1/me").expect(200);
    }

    @Test
    void turningItOffEndsWhatItBegan() {
        setUp("");
        signIn(lee, "/");
        ApiClient signedOn = browser.console();

        kim.delete(SETTINGS).expect(204);

        signedOn.get("/api/v1/me").expect(401);
        assertEquals("false", kim.get(SETTINGS).at("enabled"));
        assertEquals(problem("no_single_sign_on"), browser.go("/api/v1/login/oidc?domain=" + domain));
    }

    @Test
    void theSecretIsKeptSealedAndNeverTold() {
        setUp("");

        assertFalse(kim.get(SETTINGS).text().contains(IdentityProvider.SECRET));
        assertFalse(kim.get("/api/v1/audit-log").text().contains(IdentityProvider.SECRET));
        assertEquals(
                "0",
                TestPostgres.query(
                        SharedControlPlane.get().databaseUrl(),
                        "SELECT count(*) FROM single_sign_on WHERE client_secret LIKE '%" + IdentityProvider.SECRET
                                + "%'"));
    }

    @Test
    void aKeptSecretGoesToNoOtherProvider() {
        setUp("");
        try (IdentityProvider eves = IdentityProvider.start()) {
            String withoutSecret = "{\"issuer\":\"%s\",\"client_id\":\"naru\",\"domains\":[\"%s\"]}";

            kim.put(SETTINGS, withoutSecret.formatted(provider.issuer, domain)).expect(200);
            assertEquals(
                    "/client_secret",
                    kim.put(SETTINGS, withoutSecret.formatted(eves.issuer, domain))
                            .expect(400)
                            .at("errors.0.source.pointer"));
        }
    }

    @Test
    void theTestTellsWhatIsWrong() {
        setUp("");
        assertEquals("true", kim.post(SETTINGS + "/test", "").expect(200).at("checks.2.passed"));
        assertEquals("true", kim.post(SETTINGS + "/test", "").expect(200).at("checks.3.passed"));

        kim.put(SETTINGS, body("", "wrong secret")).expect(200);

        ApiClient.Answer answer = kim.post(SETTINGS + "/test", "").expect(200);
        assertEquals("client", answer.at("checks.2.name"));
        assertEquals("false", answer.at("checks.2.passed"));
        provider.close();
        assertEquals("false", kim.post(SETTINGS + "/test", "").expect(200).at("checks.0.passed"));
    }

    @Test
    void aDomainBelongsToOneOrganization() {
        setUp("");
        ApiClient eve = newOrganization();

        assertEquals(
                "/domains",
                eve.put(SETTINGS, body("", IdentityProvider.SECRET)).expect(400).at("errors.0.source.pointer"));
    }

    @Test
    void whatIsNoProviderIsRefused() {
        for (String issuer :
                new String[] {"nonsense!", "ftp://x.example", "http://user@127.0.0.1", "http://127.0.0.1:1"}) {
            assertEquals(
                    "/issuer",
                    kim.put(
                                    SETTINGS,
                                    "{\"issuer\":\"%s\",\"client_id\":\"c\",\"client_secret\":\"s\",\"domains\":[\"%s\"]}"
                                            .formatted(issuer, domain))
                            .expect(400)
                            .at("errors.0.source.pointer"),
                    issuer);
        }
        String named = provider.issuer;
        provider.issuer = "http://another.example";
        assertTrue(kim.put(SETTINGS, body("", "s").replace(provider.issuer, named))
                .expect(400)
                .at("errors.0.detail")
                .startsWith("The provider names itself otherwise"));
    }

    @Test
    void aRefusalIsInTheLogWithItsReason() {
        setUp("");
        signIn(new Person("x", "x@" + domain, false, ""), "/");

        Await.until(
                "the refusal's row",
                () -> kim.get("/api/v1/audit-log?action=session.log_in&outcome=REFUSED")
                        .text()
                        .contains("email_unverified"));
    }

    private String signIn(Person person, String returnTo) {
        provider.isVisitedBy(person);
        String address = browser.go("/api/v1/login/oidc?domain=" + domain.toUpperCase(Locale.ROOT) + "&return_to="
                + URLEncoder.encode(returnTo, StandardCharsets.UTF_8));
        return browser.go(provider.visit(address));
    }

    private void setUp(String more) {
        kim.put(SETTINGS, body(more, IdentityProvider.SECRET)).expect(200);
    }

    private String body(String more, String secret) {
        return "{\"issuer\":\"%s\",\"client_id\":\"naru\",\"client_secret\":\"%s\",\"domains\":[\"%s\"]%s}"
                .formatted(provider.issuer, secret, domain, more);
    }

    private static String problem(String code) {
        return "/single-sign-on?problem=" + code;
    }
}
