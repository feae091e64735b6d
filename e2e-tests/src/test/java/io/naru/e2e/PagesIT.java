package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.e2e.browser.Screen;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every page of the console, on its API in memory, is as every page has to be: no fault found by axe, nothing cut or
/// out of the keyboard's reach, nothing that jumps. The long form takes each page in each state, width, theme and
/// language.
class PagesIT {
    @Test
    void everyPageIsSoundAndReachableByKeyboardAndStandsStill() {
        Shell.Outcome look = Shell.run(
                Map.of("CHROME_BIN", Screen.chromium().toString()),
                Scale.of(Duration.ofMinutes(10), Duration.ofHours(4)),
                List.of(
                        "npm",
                        "run",
                        "look",
                        "--prefix",
                        RunningNaru.root().resolve("web-console").toString(),
                        "--",
                        Scale.of("--sample", "--long")));

        assertThat(look.exitCode())
                .as("%s%n%s", inOneLine(look.said()), look.said())
                .isZero();
    }

    private static String inOneLine(String said) {
        return said.lines()
                .filter(line -> line.matches(".* (light|dark) \\d+ (en|ko): .*|.*(looks|answered in).*"))
                .limit(40)
                .collect(Collectors.joining(" | "));
    }
}
