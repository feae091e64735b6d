package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.clients.IdentityProvider;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.Disclosed;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Single sign-on in a browser, at an OpenID provider that nobody here wrote.
@ExtendWith(WholeSystem.class)
class SingleSignOnIT {
    private static final String PASSWORD = "a long passphrase";
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

    private final RunningNaru naru;
    private final String domain = "d" + UUID.randomUUID() + ".example";
    private final String secret = Disclosed.remember("client-" + UUID.randomUUID());

    SingleSignOnIT(RunningNaru naru) {
        this.naru = naru;
    }

    @Test
    void anAdministratorSetsItUpAndAColleagueComesInByIt() {
        try (IdentityProvider provider =
                        IdentityProvider.start(secret, naru.console() + "/api/v1/login/oidc/callback");
                Screen administrator = Screen.open(naru.console(), 1280);
                Screen colleague = Screen.open(naru.console(), 390)) {
            signUp(administrator.page());
            setUp(administrator, provider.issuer());

            Page page = colleague.page();
            signIn(page, "unverified@" + domain);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("your e-mail address is verified");
            colleague.mustBeSound("single-sign-on-refused");
            colleague.page().context().clearCookies();
            signIn(page, "lee@" + domain);

            page.waitForURL(url -> url.startsWith(naru.console()) && !url.contains("oidc"));
            page.navigate("/settings/me");
            assertThat(page.getByText("lee@" + domain).first()).isVisible(SOON);
            administrator.page().navigate("/members");
            assertThat(administrator.page().getByText("Lee Park").first()).isVisible(SOON);
        }
    }

    private void setUp(Screen administrator, String issuer) {
        Page page = administrator.page();
        page.navigate("/settings/single-sign-on");
        page.getByLabel("Issuer").fill(issuer);
        page.getByLabel("Client id").fill("naru");
        page.getByLabel("Client secret", new Page.GetByLabelOptions().setExact(true))
                .fill(secret);
        page.getByLabel("E-mail domains").fill(domain);
        press(page, "Save");
        assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("E-mail domains")))
                .isVisible(SOON);
        press(page, "Test");
        assertThat(page.getByText("Works").nth(3)).isVisible(SOON);
        administrator.mustBeSound("single-sign-on-settings");
        administrator.mustHaveStayedQuiet();
    }

    private static void signIn(Page page, String email) {
        page.navigate("/login");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Use single sign-on"))
                .click();
        page.getByLabel("E-mail").fill(email);
        press(page, "Go on");
        page.locator("input[name=login]").fill(email);
        page.locator("input[name=password]").fill("whatever");
        page.locator("button[type=submit]").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue"))
                .click();
    }

    private void signUp(Page page) {
        page.navigate("/signup");
        page.getByLabel("E-mail").fill("kim@" + domain);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Organization").fill("Acme");
        press(page, "Create account");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("The first message")))
                .isVisible(SOON);
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
