package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What begins with a mail, in a browser: local mode shows it in its mailbox.
@ExtendWith(WholeSystem.class)
class MailIT {
    private static final String PASSWORD = "a long passphrase";
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);

    private final RunningNaru naru;
    private final String kim = "kim-" + UUID.randomUUID() + "@naru.example";
    private final String lee = "lee-" + UUID.randomUUID() + "@naru.example";

    MailIT(RunningNaru naru) {
        this.naru = naru;
    }

    @Test
    void aColleagueIsInvitedJoinsAndMayDoWhatTheRoleSaysAndNoMore() {
        try (Screen administrator = Screen.open(naru.console(), 1280);
                Screen colleague = Screen.open(naru.console(), 1280)) {
            signUp(administrator.page());
            administrator.page().navigate("/members-invite");
            administrator.page().getByLabel("E-mail").fill(lee);
            administrator.mustBeSound("invite");
            press(administrator.page(), "Invite");
            assertThat(administrator.page().getByText(lee).first()).isVisible(SOON);
            administrator.mustBeSound("invitations");

            Page page = colleague.page();
            page.navigate(linkTo(administrator, lee));
            assertThat(page.getByText("You are invited as " + lee)).isVisible(SOON);
            colleague.mustBeSound("invitation");
            page.getByLabel("Your name").fill("Lee");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(PASSWORD);
            press(page, "Accept");

            page.waitForURL(url -> !url.contains("/invitation"));
            page.navigate("/members");
            assertThat(page.getByText(lee).first()).isVisible(SOON);
            assertThat(page.getByText(kim)).isHidden();
            colleague.mustBeSound("members-of-a-reader");
            colleague.mustHaveStayedQuiet();
        }
    }

    @Test
    void aForgottenPasswordIsReplacedAndTheOldSessionIsOut() {
        try (Screen before = Screen.open(naru.console(), 1280);
                Screen after = Screen.open(naru.console(), 390)) {
            signUp(before.page());
            Page page = after.page();
            page.navigate("/forgot");
            page.getByLabel("E-mail").fill(kim);
            after.mustBeSound("forgot");
            press(page, "Send link");
            assertThat(page.getByText("a mail is on its way")).isVisible(SOON);

            page.navigate(linkTo(before, kim));
            page.locator("input[type=password]").fill("another long passphrase");
            after.mustBeSound("reset");
            press(page, "Save password");
            assertThat(page.getByText("The new password holds.")).isVisible(SOON);

            before.page().navigate("/members");
            assertThat(before.page()
                            .getByRole(
                                    AriaRole.BUTTON,
                                    new Page.GetByRoleOptions()
                                            .setName("Log in")
                                            .setExact(true)))
                    .isVisible(SOON);
        }
    }

    private void signUp(Page page) {
        page.navigate("/signup");
        page.getByLabel("E-mail").fill(kim);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Organization").fill("Acme");
        press(page, "Create account");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("The first message")))
                .isVisible(SOON);
    }

    /// The link of the newest mail to somebody, as the mailbox shows it.
    private static String linkTo(Screen screen, String recipient) {
        Page page = screen.page();
        page.navigate("/settings/mailbox");
        assertThat(page.getByText(recipient).first()).isVisible(SOON);
        screen.mustBeSound("mailbox");
        return page.locator("li", new Page.LocatorOptions().setHasText("To " + recipient))
                .first()
                .getByRole(AriaRole.LINK)
                .first()
                .getAttribute("href");
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
