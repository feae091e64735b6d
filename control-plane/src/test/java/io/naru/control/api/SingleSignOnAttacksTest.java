package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Browser;
import io.naru.control.fixture.IdentityProvider;
import io.naru.control.fixture.IdentityProvider.Person;
import io.naru.control.fixture.IdentityProvider.Signing;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Everything that somebody on the way, a lying provider, or another organization may try.
class SingleSignOnAttacksTest {
    private static final String CALLBACK = "/api/v1/login/oidc/callback";

    private final IdentityProvider provider = IdentityProvider.start();
    private final String domain = "d" + UUID.randomUUID() + ".example";
    private final ApiClient kim = SharedControlPlane.get().anonymous().signUp("kim@" + domain, "Acme");
    private final Browser browser = browser();
    private final Person lee = new Person("lee-1", "lee@" + domain, true, "Lee");

    private static Browser browser() {
        return new Browser(SharedControlPlane.get().base());
    }

    @BeforeEach
    void setUp() {
        provider.isVisitedBy(lee);
        kim.put(
                        "/api/v1/single-sign-on",
                        "{\"issuer\":\"%s\",\"client_id\":\"naru\",\"client_secret\":\"%s\",\"domains\":[\"%s\"]}"
                                .formatted(provider.issuer, IdentityProvider.SECRET, domain))
                .expect(200);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aTokenWithAnotherNonceIsRefused() {
        provider.claims = claims -> claims.claim("nonce", "another");
        assertRefused("token_invalid");
        provider.claims = claims -> claims.claim("nonce", null);
        assertRefused("token_invalid");
    }

    @Test
    void aTokenForAnotherClientIsRefused() {
        provider.claims = claims -> claims.audience("another");
        assertRefused("token_invalid");
        provider.claims = claims -> claims.audience(List.of("naru", "another")).claim("azp", "another");
        assertRefused("token_invalid");
        provider.claims = claims -> claims.audience(List.of("naru", "another"));
        assertRefused("token_invalid");
    }

    @Test
    void aTokenThatIsOverIsRefused() {
        provider.claims = claims -> claims.issueTime(Date.from(Instant.now().minus(Duration.ofHours(2))))
                .expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1))));
        assertRefused("token_invalid");
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        provider.claims = claims -> claims.issuer("https://another.example");
        assertRefused("token_invalid");
    }

    @Test
    void aTokenThatIsNotSignedByTheProvidersKeyIsRefused() {
        for (Signing signing : List.of(Signing.NOT_AT_ALL, Signing.BY_CLIENT_SECRET, Signing.BY_UNKNOWN_KEY)) {
            provider.signing = signing;
            assertRefused("token_invalid");
        }
    }

    @Test
    void newKeysOfTheProviderAreFound() {
        browser.go(provider.visit(begin()));
        provider.rotateKeys();

        assertEquals("/", browser.go(provider.visit(begin())));
    }

    @Test
    void anAddressThatIsNotVerifiedIsRefused() {
        provider.isVisitedBy(new Person("lee-1", lee.email(), false, "Lee"));
        assertRefused("email_unverified");
        provider.claims = claims -> claims.claim("email_verified", "true");
        assertRefused("email_unverified");
    }

    @Test
    void anAddressInAnotherDomainIsRefused() {
        for (String email : List.of(
                "lee@another.example",
                "lee@sub." + domain,
                "lee@" + domain + ".another.example",
                "kim@" + domain + "@another.example",
                domain,
                "")) {
            provider.isVisitedBy(new Person("lee-1", email, true, "Lee"));
            assertRefused("domain_not_allowed");
        }
    }

    @Test
    void aWayBackIsGoodOnce() {
        String back = provider.visit(begin());
        assertEquals("/", browser.go(back));

        assertEquals(problem("sign_in_expired"), browser.go(back));
    }

    @Test
    void aWayBackIsGoodInTheBrowserThatSetOutOnly() {
        String back = provider.visit(begin());
        Browser victims = browser();
        assertEquals(problem("sign_in_expired"), victims.go(back));
        assertFalse(victims.cookies().containsKey("naru_session"));

        assertEquals(problem("sign_in_expired"), browser.go(back), "and is over then");
    }

    @Test
    void aBrowserThatIsOnAnotherWayItselfIsNotTakenForIt() {
        String eves = provider.visit(begin());
        Browser victims = browser();
        begin(victims);

        assertEquals(problem("sign_in_expired"), victims.go(eves));
    }

    @Test
    void aCodeOfAnotherWayIsNotTaken() {
        String eves = provider.visit(begin());
        String code = eves.replaceAll(".*code=([^&]*).*", "$1");
        Browser victims = browser();
        String own = provider.visit(begin(victims));

        assertEquals(problem("provider_refused"), victims.go(own.replaceAll("code=[^&]*", "code=" + code)));
    }

    @Test
    void aCodeOfAnotherProviderIsNotSentToThisOne() {
        String back = provider.visit(begin());

        assertEquals(problem("token_invalid"), browser.go(back.replaceAll("iss=.*", "iss=https://another.example")));
        assertEquals(
                problem("token_invalid"), browser.go(provider.visit(begin()).replaceAll("&iss=.*", "")));
    }

    @Test
    void aStateThatNeverWasIsTold() {
        for (String query : List.of("", "?state=x&code=y", "?state=%00&code=y", "?error=access_denied&state=x")) {
            assertEquals(problem("sign_in_expired"), browser.go(CALLBACK + query));
        }
    }

    @Test
    void whatTheProviderWritesIsShownNowhere() {
        String state = begin().replaceAll(".*[?&]state=([^&]*).*", "$1");
        assertEquals(
                problem("provider_refused"),
                browser.go(CALLBACK + "?error=%3Cscript%3E&error_description=%3Cscript%3E&state=" + state));
        String again = begin().replaceAll(".*[?&]state=([^&]*).*", "$1");
        assertEquals(problem("cancelled"), browser.go(CALLBACK + "?error=access_denied&state=" + again));
        assertFalse(kim.get("/api/v1/audit-log").text().contains("raw text"));
    }

    @Test
    void nobodyIsLedElsewhereAfterwards() {
        for (String to : List.of(
                "https://evil.example",
                "//evil.example",
                "/%5Cevil.example",
                "/%09/evil.example",
                "javascript:x",
                "/a%0d%0ab:c")) {
            String address = browser.go("/api/v1/login/oidc?domain=" + domain + "&return_to=" + to);
            assertEquals("/", browser.go(provider.visit(address)), to);
        }
    }

    @Test
    void theWayOutIsBoundToItsBrowserAndSaysNoMoreThanItMust() {
        String address = begin();

        assertTrue(address.contains("code_challenge_method=S256"), address);
        assertTrue(address.contains("response_type=code"), address);
        assertFalse(address.contains(IdentityProvider.SECRET), address);
        assertFalse(address.contains(browser.cookies().get("naru_sign_on")), address);
    }

    @Test
    void whoHasNoSingleSignOnIsToldSoWithoutMore() {
        for (String query : List.of(
                "",
                "?domain=another.example",
                "?organization=x",
                "?organization=" + UUID.randomUUID(),
                "?domain=%00")) {
            assertEquals(problem("no_single_sign_on"), browser.go("/api/v1/login/oidc" + query));
        }
    }

    private void assertRefused(String code) {
        Browser fresh = browser();
        assertEquals(problem(code), fresh.go(provider.visit(begin(fresh))));
        assertFalse(fresh.cookies().containsKey("naru_session"));
        assertEquals(1, kim.get("/iam/v2/users").json().get("data").size());
    }

    private String begin() {
        return begin(browser);
    }

    private String begin(Browser with) {
        return with.go("/api/v1/login/oidc?domain=" + domain);
    }

    private static String problem(String code) {
        return "/single-sign-on?problem=" + code;
    }
}
