package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.AuthenticatorApp;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.Disclosed;
import java.util.List;
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

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }
}
