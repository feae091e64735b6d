package io.naru.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.naru.e2e.clients.Installed;
import io.naru.e2e.system.RunningNaru;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One page in Chromium at a given width. What the browser complains about is kept and must stay empty.
public final class Screen implements AutoCloseable {
    private static final Path PICTURES = RunningNaru.root().resolve("e2e-tests/target/pictures");

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final int width;
    private final List<String> complaints = new ArrayList<>();
    private final String axe;

    private Screen(Playwright playwright, Browser browser, BrowserContext context, int width, String axe) {
        this.playwright = playwright;
        this.browser = browser;
        this.page = context.newPage();
        this.width = width;
        this.axe = axe;
        page.setDefaultTimeout(30_000);
        page.onConsoleMessage(message -> {
            // A session is asked for before there is one; the browser logs every 401 by itself.
            if (message.type().equals("error") && !message.text().contains("401")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
    }

    /// The browser; a story that needs one is skipped, saying why, where there is none.
    public static Path chromium() {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("CHROME_BIN", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "left out: no Chromium (apt-get install chromium, or set CHROME_BIN)");
        return found.orElseThrow();
    }

    /// Skips the story, saying why, where there is no Chromium or no axe.
    public static Screen open(String base, int width) {
        Path chromium = chromium();
        Path axe = Installed.nodeModules().resolve("axe-core/axe.min.js");
        Playwright playwright = Playwright.create();
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setHeadless(true)
                            .setChromiumSandbox(false)
                            .setArgs(List.of(
                                    "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking")));
            BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                    .setBaseURL(base)
                    .setViewportSize(width, 800)
                    .setPermissions(List.of("clipboard-read", "clipboard-write")));
            return new Screen(playwright, browser, context, width, Files.readString(axe));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    public Page page() {
        return page;
    }

    /// Takes a picture and looks at the page with axe: nothing serious or critical may be found, nothing may stick out.
    public void mustBeSound(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-" + width + ".png")));
        page.evaluate(axe);
        Object found = page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
                    .filter((one) => one.impact === "serious" || one.impact === "critical")
                    .map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" | "))""");
        assertThat((List<?>) found)
                .as("what axe finds on %s at %d px", name, width)
                .isEmpty();
        // a gutter kept free for the scroll bar makes the difference negative
        Number overhang = (Number)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overhang.intValue())
                .as("pixels that stick out on %s at %d px", name, width)
                .isLessThanOrEqualTo(0);
    }

    public void mustHaveStayedQuiet() {
        assertThat(complaints).as("what the browser's console said").isEmpty();
    }

    public String clipboard() {
        return String.valueOf(page.evaluate("() => navigator.clipboard.readText()"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
