package io.naru.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.naru.e2e.browser.Screen;
import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.clients.Received;
import io.naru.e2e.system.Await;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A topic deleted in the browser, and back again.
@ExtendWith(WholeSystem.class)
class BinIT {
    private static final String GROUP = "readers";
    private static final int RECORDS = 10;
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);

    private final RunningNaru naru;

    BinIT(RunningNaru naru) {
        this.naru = naru;
    }

    @Test
    void aDeletedTopicComesBackFromTheBinWithItsMessagesAndOffsetsAlsoUnderAnotherName() throws Exception {
        Tenant acme = Tenant.signsUp(naru, "Acme");
        Tenant.Cluster cluster = acme.createsCluster("orders");
        ClusterKey key = cluster.createsKey("ClusterAdmin");
        cluster.createsTopic("orders", 1);
        readAll(key);
        try (Screen screen = Screen.open(naru.console(), 1280)) {
            Page page = screen.page();
            logIn(page, acme.email());

            delete(screen, cluster, "orders");
            restore(screen, cluster);
            mustBeBack(page, key, "orders");

            delete(screen, cluster, "orders");
            cluster.createsTopic("orders", 1);
            restoreUnderAnotherName(screen, cluster);
            mustBeBack(page, key, "orders-2");
            screen.mustBeSound("restored");
        }
    }

    private static void readAll(ClusterKey key) throws Exception {
        JavaClient client = new JavaClient();
        client.produce(key, "orders", 0, RECORDS);
        Received received = new Received();
        try (var _ = client.join(key, "orders", GROUP, received)) {
            Await.until("all is read", Duration.ofSeconds(60), () -> received.distinct() == RECORDS);
        }
        Await.until("the group's offset is committed", Duration.ofSeconds(30), () -> offset(key, "orders") == RECORDS);
    }

    private static long offset(ClusterKey key, String topic) {
        try (Admin admin = Admin.create(key.javaSettings())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            OffsetAndMetadata offset = committed.get(new TopicPartition(topic, 0));
            return offset == null ? -1 : offset.offset();
        } catch (ExecutionException refused) {
            throw new AssertionError(refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static void logIn(Page page, String email) {
        page.navigate("/login");
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long passphrase");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Log in").setExact(true))
                .click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    private static void delete(Screen screen, Tenant.Cluster cluster, String topic) {
        Page page = screen.page();
        page.navigate("/clusters/" + cluster.id() + "/topics/" + topic + "/settings");
        press(page.locator("body"), "Delete " + topic);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Type " + topic + " to go on").fill(topic);
        screen.mustBeSound("delete-topic");
        press(dialog, "Delete " + topic);
        assertThat(page.getByText(topic + " is in the bin and can be restored until"))
                .isVisible(SOON);
        screen.mustBeSound("just-deleted");
    }

    private static Locator openRestore(Screen screen, Tenant.Cluster cluster) {
        Page page = screen.page();
        page.navigate("/clusters/" + cluster.id() + "/topics-bin");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restore orders"))
                .click();
        screen.mustBeSound("bin");
        return page.getByRole(AriaRole.DIALOG);
    }

    private static void restore(Screen screen, Tenant.Cluster cluster) {
        press(openRestore(screen, cluster), "Restore");
        screen.page().waitForURL("**/topics/orders/messages**");
    }

    private static void restoreUnderAnotherName(Screen screen, Tenant.Cluster cluster) {
        Locator dialog = openRestore(screen, cluster);
        press(dialog, "Restore");
        assertThat(dialog.getByText("Another topic has this name by now")).isVisible(SOON);
        dialog.getByLabel("Restore as").fill("orders-2");
        press(dialog, "Restore as orders-2");
        screen.page().waitForURL("**/topics/orders-2/messages**");
    }

    private static void mustBeBack(Page page, ClusterKey key, String topic) {
        // a pointer that rests on the list holds it still
        page.mouse().move(0, 0);
        assertThat(page.getByRole(AriaRole.GRID)
                        .getByText("00000000" + (RECORDS - 1) + ":")
                        .locator("visible=true")
                        .first())
                .isVisible(SOON);
        assertThat(offset(key, topic)).as("offset of the group in " + topic).isEqualTo(RECORDS);
    }

    private static void press(Locator where, String button) {
        where.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
