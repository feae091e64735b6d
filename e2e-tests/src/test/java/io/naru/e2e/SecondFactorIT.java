package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.AuthenticatorApp;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.Disclosed;
import io.naru.e2e.tenant.Session;
import io.naru.e2e.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A second factor, by the pages and with an authenticator app.
@ExtendWith(WholeSystem.class)
class SecondFactorIT {
    private static final String PASSWORD = Disclosed.remember("a long passphrase");
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);

    private final RunningNaru naru;
    private final String kim = "kim-" + UUID.randomUUID() + "@naru.example";
    private final String lee = "lee-" + UUID.randomUUID() + "@naru.example";

    SecondFactorIT(RunningNaru naru) {
        this.naru = naru;
    }

    @Test
    void isSetUpAskedForAtTheLogInReplacedByARecoveryCodeAndTurnedOff() {
        try (Screen screen = Screen.open(naru.console(), 1280)) {
            Page page = screen.page();
            signUp(page);
            page.navigate("/settings/security");
            AuthenticatorApp app = setUp(page, screen);
            List<String> codes = codesShown(page);
            screen.mustBeSound("recovery-codes");
            press(page, "I have kept them");

            logOut(page);
            logInByPassword(page);
            screen.mustBeSound("log-in-second-factor");
            type(page, "000000");
            assertThat(page.getByText("code is not one of your authenticator's now"))
                    .isVisible(SOON);
            type(page, app.freshCode());
            assertThat(page.getByRole(AriaRole.BUTTON, named("Account and display")))
                    .isVisible(SOON);

            logOut(page);
            logInByPassword(page);
            type(page, app.shownCode());
            assertThat(page.getByText("code is not one of your authenticator's now"))
                    .isVisible(SOON);
            type(page, codes.get(0));
            assertThat(page.getByRole(AriaRole.BUTTON, named("Account and display")))
                    .isVisible(SOON);

            page.navigate("/settings/security");
            code(page).fill(codes.get(1));
            press(page, "New recovery codes");
            List<String> renewed = codesShown(page);
            assertThat(renewed).hasSize(10).doesNotContainAnyElementsOf(codes);
            press(page, "I have kept them");
            factor(page).getByLabel("Your password").fill(PASSWORD);
            code(page).fill(codes.get(2));
            press(page, "Turn off");
            assertThat(page.getByText("code is not one of your authenticator's now"))
                    .isVisible(SOON);
            code(page).fill(renewed.get(0));
            press(page, "Turn off");
            assertThat(page.getByRole(AriaRole.BUTTON, named("Set up"))).isVisible(SOON);

            logOut(page);
            logInByPassword(page);
            assertThat(page.getByRole(AriaRole.BUTTON, named("Account and display")))
                    .isVisible(SOON);
        }
    }

    @Test
    void whoLacksTheOneThatIsRequiredIsLedToItAndCanDoNothingElse() {
        try (Screen administrator = Screen.open(naru.console(), 1280);
                Screen member = Screen.open(naru.console(), 390)) {
            Page page = administrator.page();
            signUp(page);
            invite(page);
            Page theirs = member.page();
            theirs.navigate(linkToLee());
            theirs.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(PASSWORD);
            press(theirs, "Accept");
            theirs.waitForURL(url -> !url.contains("/invitation"));
            theirs.navigate("/settings/me");

            page.navigate("/settings/security");
            setUp(page, administrator);
            press(page, "I have kept them");
            page.navigate("/settings/organization");
            page.getByLabel("Everybody needs a second factor").check();
            page.waitForResponse(
                    answer -> answer.request().method().equals("PATCH") && answer.ok(), () -> press(page, "Save"));

            assertThat(theirs.evaluate("async () => (await fetch('/org/v2/environments')).status"))
                    .isEqualTo(403);
            theirs.getByRole(AriaRole.LINK, named("Organization")).click();
            assertThat(theirs.getByText("Acme requires a second factor.")).isVisible(SOON);
            theirs.navigate("/environments");
            assertThat(theirs.getByText("Acme requires a second factor.")).isVisible(SOON);
            member.mustBeSound("second-factor-required");
            AuthenticatorApp app = setUp(theirs, member);
            press(theirs, "I have kept them");
            assertThat(theirs.getByRole(AriaRole.HEADING, named("Environments")))
                    .isVisible(SOON);

            acceptsElsewhereByPasswordAndCode(member, app);
        }
    }

    /// Lee, who has an account with a second factor, is invited by others and not logged in.
    private void acceptsElsewhereByPasswordAndCode(Screen member, AuthenticatorApp app) {
        Tenant other = Tenant.signsUp(naru, "Other");
        other.session().post("/iam/v2/invitations", Map.of("email", lee)).expect(201);
        Page page = member.page();
        page.context().clearCookies();
        page.navigate(linkToLee());
        page.getByLabel("Your password").fill(PASSWORD);
        press(page, "Accept");
        assertThat(code(page)).isVisible(SOON);
        member.mustBeSound("invitation-second-factor");
        code(page).fill(app.freshCode());
        press(page, "Accept");
        page.waitForURL(url -> !url.contains("/invitation"));
        assertThat(page.getByRole(AriaRole.HEADING, named("Other"))).isVisible(SOON);
    }

    private AuthenticatorApp setUp(Page page, Screen screen) {
        factor(page).getByLabel("Your password").fill(PASSWORD);
        press(page, "Set up");
        assertThat(page.getByRole(AriaRole.IMG, named("QR code of the secret"))).isVisible(SOON);
        screen.mustBeSound("second-factor-set-up");
        press(page, "Copy: Secret");
        AuthenticatorApp app = new AuthenticatorApp(screen.clipboard());
        code(page).fill(app.freshCode());
        press(page, "Turn on");
        codesShown(page);
        return app;
    }

    private static Locator code(Page page) {
        return page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator factor(Page page) {
        return page.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName("Second factor"));
    }

    private static List<String> codesShown(Page page) {
        Locator shown = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Recovery codes"));
        assertThat(shown).isVisible(SOON);
        List<String> codes = shown.innerText().strip().lines().toList();
        codes.forEach(Disclosed::remember);
        return codes;
    }

    private void signUp(Page page) {
        page.navigate("/signup");
        page.getByLabel("E-mail").fill(kim);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Organization").fill("Acme");
        press(page, "Create account");
        assertThat(page.getByRole(AriaRole.HEADING, named("The first message"))).isVisible(SOON);
    }

    private void invite(Page page) {
        page.navigate("/members-invite");
        page.getByLabel("E-mail").fill(lee);
        press(page, "Invite");
        assertThat(page.getByText(lee).first()).isVisible(SOON);
    }

    private void logInByPassword(Page page) {
        page.navigate("/login");
        page.getByLabel("E-mail").fill(kim);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        press(page, "Log in");
    }

    private static void type(Page page, String code) {
        code(page).fill(code);
        press(page, "Log in");
    }

    private static void logOut(Page page) {
        press(page, "Account and display");
        page.getByRole(AriaRole.MENUITEM, named("Log out")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Log in"))).isVisible(SOON);
    }

    /// The link of the newest mail to Lee.
    private String linkToLee() {
        JsonNode mails = Session.nobody(naru.console())
                .get("/api/v1/mailbox")
                .expect(200)
                .body()
                .path("data");
        for (JsonNode mail : mails) {
            if (mail.path("to").asText().equals(lee)) {
                return mail.path("link").asText();
            }
        }
        throw new AssertionError("no mail to " + lee);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }
}
