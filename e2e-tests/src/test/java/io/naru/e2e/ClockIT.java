package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import io.naru.e2e.system.WholeSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The clock of somebody new: from the address that `./naru up` prints to the first consumed message, by what the
/// console says next and nothing else.
@ExtendWith(WholeSystem.class)
class ClockIT {
    private static final int MOST_CLICKS = 6;
    private static final int MOST_PASTES = 1;
    private static final Pattern PRINTED = Pattern.compile("(?m)^ +Console +(\\S+)");
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    private final RunningNaru naru;
    private int clicks;
    private int pastes;

    ClockIT(RunningNaru naru) {
        this.naru = naru;
    }

    @Test
    void sixClicksAndOnePasteLeadToTheFirstConsumedMessage(@TempDir Path folder) throws Exception {
        long begunNs = System.nanoTime();
        try (Screen screen = Screen.open(printedAddress(), 1280)) {
            Page page = screen.page();
            page.navigate("/");
            click(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create account")));
            page.waitForURL("**/signup");
            page.getByLabel("Organization").fill("Acme");
            page.getByLabel("E-mail").fill("new-" + UUID.randomUUID() + "@naru.example");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill("a long passphrase");
            press(page, "Create account");
            press(page, "Create cluster");
            press(page, "Create topic");
            press(page, "Create key");
            press(page, "Copy");
            paste(screen.clipboard(), folder);

            assertThat(page.getByText("Consumed by first-group").first()).isVisible(SOON);
            screen.mustHaveStayedQuiet();
        }
        System.out.printf(
                "clock of somebody new: %d s, %d clicks, %d paste%n",
                Duration.ofNanos(System.nanoTime() - begunNs).toSeconds(), clicks, pastes);
    }

    private String printedAddress() {
        Matcher printed = PRINTED.matcher(naru.said());
        assertThat(printed.find()).as(naru.said()).isTrue();
        return printed.group(1);
    }

    private void press(Page page, String button) {
        click(page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)));
    }

    private void click(Locator where) {
        clicks++;
        assertThat(clicks).as("clicks").isLessThanOrEqualTo(MOST_CLICKS);
        where.click();
    }

    /// Runs what was copied in a shell, as it is.
    private void paste(String copied, Path folder) throws Exception {
        pastes++;
        assertThat(pastes).as("pastes").isLessThanOrEqualTo(MOST_PASTES);
        Path script = Files.writeString(folder.resolve("pasted.sh"), copied);
        Shell.Outcome outcome = Shell.run(
                Map.of("HOME", System.getProperty("user.home")),
                Duration.ofMinutes(3),
                List.of("bash", "-c", "cd " + folder + " && . " + script));
        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("order-10");
    }
}
