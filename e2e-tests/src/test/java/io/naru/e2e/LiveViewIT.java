package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.Tenant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The messages page watches a busy topic without taking the reader's machine.
@ExtendWith(WholeSystem.class)
class LiveViewIT {
    private static final int PER_SECOND = 5_000;
    private static final int STEP_MS = 50;
    private static final int VALUE_BYTES = 500;
    private static final int WARM_UP_MS = 5_000;
    private static final int MEASURED_MS = 15_000;
    private static final double MOST_OF_A_CORE = 0.60;

    private final RunningNaru naru;
    private final Tenant tenant;
    private final Tenant.Cluster cluster;

    LiveViewIT(RunningNaru naru) {
        this.naru = naru;
        tenant = Tenant.signsUp(naru, "Busy");
        cluster = tenant.createsCluster("busy");
    }

    @Test
    void fiveThousandMessagesASecondTakeLessThan60PercentOfACore() throws Exception {
        cluster.createsTopic("clicks", 6);
        try (Screen screen = Screen.open(naru.console(), 1280);
                PacedProducer producer = new PacedProducer(
                        JavaClient.producer(cluster.createsKey("ClusterAdmin"), Map.of("acks", "1")))) {
            Page page = screen.page();
            logIn(page);
            page.navigate("/clusters/" + cluster.id() + "/topics/clicks/messages");
            assertThat(page.getByText(Pattern.compile("/s arriving")).first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
            page.mouse().move(0, 0);
            page.waitForTimeout(WARM_UP_MS);

            int sentBefore = producer.sent();
            double usedBefore = rendererSeconds(page);
            long beganNs = System.nanoTime();
            page.waitForTimeout(MEASURED_MS);
            double seconds = (System.nanoTime() - beganNs) / 1e9;
            double share = (rendererSeconds(page) - usedBefore) / seconds;
            double rate = (producer.sent() - sentBefore) / seconds;

            System.out.printf(
                    "live view: %.0f messages/s, %.0f %% of a core, %d elements%n",
                    rate, share * 100, page.locator("*").count());
            assumeTrue(rate > 0.8 * PER_SECOND, "left out: this machine produced only " + Math.round(rate) + "/s");
            assertThat(share).as("share of a core at %.0f messages/s", rate).isLessThan(MOST_OF_A_CORE);
            assertThat(page.getByText(Pattern.compile("left out: more arrive"))).isVisible();
            screen.mustHaveStayedQuiet();
        }
    }

    private void logIn(Page page) {
        page.navigate("/login");
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long passphrase");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.getByRole(AriaRole.MAIN).getByText("busy").first()).isVisible();
    }

    /// Processor time of all the browser's page processes together: there is one page.
    private static double rendererSeconds(Page page) {
        CDPSession browser = page.context().browser().newBrowserCDPSession();
        JsonObject answer = browser.send("SystemInfo.getProcessInfo");
        double seconds = 0;
        for (JsonElement each : answer.getAsJsonArray("processInfo")) {
            JsonObject process = each.getAsJsonObject();
            if (process.get("type").getAsString().equals("renderer")) {
                seconds += process.get("cpuTime").getAsDouble();
            }
        }
        browser.detach();
        return seconds;
    }

    /// Sends evenly, whatever the page does.
    private static final class PacedProducer implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer;
        private final AtomicInteger sent = new AtomicInteger();
        private final Thread thread;
        private volatile boolean stop;

        PacedProducer(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
            this.thread = Thread.ofPlatform().start(this::produce);
        }

        int sent() {
            return sent.get();
        }

        private void produce() {
            long beganNs = System.nanoTime();
            String filler = "x".repeat(VALUE_BYTES - 40);
            while (!stop) {
                long due = (System.nanoTime() - beganNs) * PER_SECOND / TimeUnit.SECONDS.toNanos(1);
                for (int number = sent.get(); number < due; number++) {
                    String value = "{\"number\":%d,\"filler\":\"%s\"}".formatted(number, filler);
                    producer.send(new ProducerRecord<>(
                            "clicks", null, value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                    sent.incrementAndGet();
                }
                try {
                    Thread.sleep(STEP_MS);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            stop = true;
            thread.interrupt();
            producer.close();
        }
    }
}
