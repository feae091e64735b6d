package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dead letters are sent back in a browser, and each one's new place is a link.
@ExtendWith(WholeSystem.class)
class RedriveIT {
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);

    private final RunningNaru naru;

    RedriveIT(RunningNaru naru) {
        this.naru = naru;
    }

    @ParameterizedTest(name = "at {0} px")
    @ValueSource(ints = {1280, 390})
    void deadLettersGoBackToTheirTopicAfterADryRun(int width) throws Exception {
        Tenant tenant = Tenant.signsUp(naru, "Letters");
        Tenant.Cluster cluster = tenant.createsCluster("letters");
        cluster.createsTopic("orders", 2);
        cluster.createsTopic("dlq.billing", 1);
        givesUp(cluster, "orders", 3);
        givesUp(cluster, "refunds", 1);
        try (Screen screen = Screen.open(naru.console(), width)) {
            Page page = screen.page();
            logIn(page, tenant);
            page.navigate("/clusters/" + cluster.id() + "/topics/dlq.billing/messages");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Send back"))
                    .click();

            press(page, Pattern.compile("Dry run"));
            assertThat(page.getByText("no such topic")).isVisible(SOON);
            press(page, Pattern.compile("Send 3 back"));

            assertThat(page.getByText("Done")).isVisible(SOON);
            assertThat(page.getByText(Pattern.compile("3 sent, 1 failed"))
                            .locator("visible=true")
                            .first())
                    .isVisible(SOON);
            screen.mustBeSound("redrive");
            page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Messages sent back"))
                    .getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName(Pattern.compile("^orders \\/ 1 \\/ \\d+$")))
                    .first()
                    .click();
            page.getByText("Headers (").click();
            assertThat(page.getByText("naru.redrive.id")).isVisible(SOON);
            screen.mustHaveStayedQuiet();
        }
    }

    /// Writes dead letters as a consumer of `billing` would that could not deal with messages of partition 1 of
    /// `origin`.
    private static void givesUp(Tenant.Cluster cluster, String origin, int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                JavaClient.producer(cluster.createsKey("ClusterAdmin"), Map.of("acks", "all"))) {
            for (int at = 0; at < count; at++) {
                List<Header> headers = List.of(
                        header("topic", origin),
                        header("partition", "1"),
                        header("offset", String.valueOf(at)),
                        header("group", "billing"));
                byte[] value = ("{\"order\":" + at + "}").getBytes(UTF_8);
                producer.send(new ProducerRecord<>("dlq.billing", 0, (byte[]) null, value, headers))
                        .get();
            }
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader("__dlq.errors." + name, value.getBytes(UTF_8));
    }

    private static void logIn(Page page, Tenant tenant) {
        page.navigate("/login");
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long passphrase");
        press(page, Pattern.compile("Log in"));
        assertThat(page.getByRole(AriaRole.MAIN).getByText("letters").first()).isVisible(SOON);
    }

    private static void press(Page page, Pattern button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }
}
