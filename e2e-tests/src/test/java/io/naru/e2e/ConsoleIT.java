package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.Shell;
import io.naru.e2e.system.WholeSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From nothing to live messages in a browser, on a desk and on a phone.
@ExtendWith(WholeSystem.class)
class ConsoleIT {
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);

    private final RunningNaru naru;

    ConsoleIT(RunningNaru naru) {
        this.naru = naru;
    }

    @ParameterizedTest(name = "at {0} px")
    @ValueSource(ints = {1280, 390})
    void somebodyNewSignsUpAndSeesTheirFirstMessagesArrive(int width, @TempDir Path folder) throws Exception {
        try (Screen screen = Screen.open(naru.console(), width)) {
            Page page = screen.page();
            signUp(screen);
            makeClusterTopicAndKey(screen);

            runsAsPasted(copySnippet(screen, "Python"), folder);

            assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Messages"))
                            .getByText("order-10")
                            .first())
                    .isVisible(SOON);
            screen.mustBeSound("start-done");

            openTopic(screen);
            produceOneInTheConsole(screen, "seen live " + width);
            assertThat(page.getByText("seen live " + width)
                            .locator("visible=true")
                            .first())
                    .isVisible(SOON);
            screen.mustBeSound("messages");

            openClusterPage(screen, "");
            assertThat(page.getByRole(AriaRole.IMG).first()).isVisible(SOON);
            screen.mustBeSound("overview");
            openClusterPage(screen, "/groups/first-group");
            assertThat(page.getByText("Lag in time").first()).isVisible(SOON);
            screen.mustBeSound("group");
            screen.mustHaveStayedQuiet();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Java, mvn", "Spring Boot, mvn", "Go, go", "Node.js, npm", ".NET, dotnet", "Rust, cargo", "kcat, kcat"})
    void theOtherSnippetsRunAsPasted(String language, String tool, @TempDir Path folder) throws Exception {
        assumeTrue(
                Shell.run(Map.of(), Duration.ofSeconds(10), List.of("sh", "-c", "command -v " + tool))
                                .exitCode()
                        == 0,
                "left out: there is no " + tool);
        assumeTrue(
                !language.equals("Rust") || Scale.isLong(),
                "left out of a short run: its librdkafka takes minutes to compile");
        try (Screen screen = Screen.open(naru.console(), 1280)) {
            signUp(screen);
            makeClusterTopicAndKey(screen);

            runsAsPasted(copySnippet(screen, language), folder);
        }
    }

    private static void signUp(Screen screen) {
        Page page = screen.page();
        page.navigate("/signup");
        page.getByLabel("E-mail").fill("kim-" + UUID.randomUUID() + "@naru.example");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long passphrase");
        page.getByLabel("Organization").fill("Acme");
        screen.mustBeSound("signup");
        press(page, "Create account");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("The first message")))
                .isVisible(SOON);
    }

    private static void makeClusterTopicAndKey(Screen screen) {
        Page page = screen.page();
        screen.mustBeSound("start");
        press(page, "Create cluster");
        press(page, "Create topic");
        press(page, "Create key");
        assertThat(page.getByText("It is shown once")).isVisible(SOON);
        screen.mustBeSound("start-key");
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static String copySnippet(Screen screen, String language) {
        Page page = screen.page();
        page.getByRole(AriaRole.RADIOGROUP, new Page.GetByRoleOptions().setName("Language"))
                .getByText(language, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Program in " + language)))
                .isVisible(SOON);
        press(page, "Copy");
        return screen.clipboard();
    }

    private static void runsAsPasted(String snippet, Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("pasted.sh"), snippet);
        Shell.Outcome outcome = Shell.run(
                Map.of("HOME", System.getProperty("user.home"), "JAVA_HOME", System.getProperty("java.home")),
                Duration.ofMinutes(10),
                List.of("bash", "-c", "cd " + folder + " && export PATH=\"$JAVA_HOME/bin:$PATH\" && . " + script));
        assertThat(outcome.said()).contains("order-10");
        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
    }

    private static void openTopic(Screen screen) {
        screen.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("orders").setExact(true))
                .first()
                .click();
        // a pointer that rests on the list holds it still
        screen.page().mouse().move(0, 0);
        assertThat(screen.page()
                        .getByRole(AriaRole.GRID)
                        .getByText("\"amount\": 50")
                        .locator("visible=true")
                        .first())
                .isVisible(SOON);
    }

    private static void produceOneInTheConsole(Screen screen, String value) {
        Page page = screen.page();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Produce").setExact(true))
                .click();
        Locator panel =
                page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Produce a message"));
        panel.getByLabel("Key").fill("console");
        panel.getByText("Text", new Locator.GetByTextOptions().setExact(true)).click();
        panel.getByLabel("Value", new Locator.GetByLabelOptions().setExact(true))
                .fill(value);
        panel.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Produce").setExact(true))
                .click();
        assertThat(panel.getByText("acknowledged in")).isVisible(SOON);
        screen.mustBeSound("produce");
        panel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                .click();
        page.mouse().move(0, 0);
    }

    private static void openClusterPage(Screen screen, String path) {
        Page page = screen.page();
        page.navigate(page.url().replaceFirst("(/clusters/[^/?]+).*", "$1") + path);
    }
}
