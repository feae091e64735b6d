package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.TenantRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final int MESSAGES = 3_000;
    private static ApiClient kim;
    private static String lkc;
    private static String topic;

    @BeforeAll
    static void produce() {
        kim = newOrganization();
        lkc = newCluster(kim, "search");
        topic = "t-" + UUID.randomUUID();
        kim.post(
                        "/kafka/v3/clusters/" + lkc + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":3}".formatted(topic))
                .expect(201);
        TenantRecords.produce(
                newKey(kim, "DeveloperWrite", lkc),
                topic,
                IntStream.range(0, MESSAGES)
                        .mapToObj(i -> "{\"n\":%d,\"even\":%b}".formatted(i, i % 2 == 0))
                        .toList());
    }

    private static String messages(String more) {
        return "/api/v1/clusters/" + lkc + "/messages" + more + "&topic=" + topic;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The data of a stream's events of one name.
    private static List<JsonNode> events(String stream, String name) {
        List<JsonNode> events = new ArrayList<>();
        for (String event : stream.split("\n\n", -1)) {
            if (event.contains("event: " + name)) {
                String data = event.substring(event.indexOf("data: ") + 6);
                try {
                    events.add(JsonMapper.createDefault().readValue(data, JsonNode.class));
                } catch (IOException e) {
                    throw new UncheckedIOException(data, e);
                }
            }
        }
        return events;
    }

    private static List<String> values(String stream) {
        List<String> values = new ArrayList<>();
        for (JsonNode frame : events(stream, "frame")) {
            for (JsonNode row : frame.get("rows").values()) {
                values.add(row.get("value").get("data").getStringValue());
            }
        }
        return values;
    }

    @Test
    void aFilterFindsWhatMatchesAndCountsWhatItCannotEvaluate() {
        String stream = kim.get(
                        messages("?start=oldest&filter=" + encoded("value.n >= 10 && value.n < 20 && value.even")))
                .expect(200)
                .text();
        assertEquals(5, values(stream).size(), stream);

        String failing = kim.get(messages("?start=oldest&filter=" + encoded("value.amount > 1")))
                .expect(200)
                .text();
        JsonNode last = events(failing, "frame").getLast();
        assertEquals(Integer.toString(MESSAGES), last.get("not_evaluated").getStringValue());
        assertEquals("no such key 'amount'", last.get("not_evaluated_example").getStringValue());
        assertEquals(Integer.toString(MESSAGES), last.get("total").getStringValue());
    }

    @Test
    void aSearchFromTheEndShowsTheNewestFirstPausesAndLosesNothingWhenItGoesOn() {
        Set<String> found = new HashSet<>();
        List<String> inOrder = new ArrayList<>();
        String positions = "";
        String reason = "limit";
        int rounds = 0;
        while (reason.equals("limit") && rounds++ < 20) {
            String stream = kim.get(messages("?start=oldest&order=newest_first&limit=200&filter="
                            + encoded("value.even") + "&positions=" + encoded(positions)))
                    .expect(200)
                    .text();
            List<String> values = values(stream);
            values.forEach(value -> assertTrue(found.add(value), "shown twice: " + value));
            inOrder.addAll(values);
            JsonNode end = events(stream, "end").getFirst();
            reason = end.get("reason").getStringValue();
            positions = end.get("positions").getStringValue();
        }

        assertEquals("reached_end", reason);
        assertEquals(MESSAGES / 2, found.size());
        assertTrue(inOrder.getFirst().contains(":29"), inOrder.getFirst());
    }

    @Test
    void aFilterIsCheckedWithItsPlaceAndItsKeysPartition() {
        String check = "/api/v1/clusters/" + lkc + "/messages:check";

        ApiClient.Answer right = kim.post(
                        check, "{\"topic\":\"%s\",\"filter\":\"key == 'order-17' && value.n > 1\"}".formatted(topic))
                .expect(200);
        assertEquals("true", right.at("valid"));
        assertEquals("3", right.at("key_partition.partitions"));
        assertEquals("value", right.at("names.1"));

        ApiClient.Answer wrong = kim.post(check, "{\"filter\":\"vaule.n > 1\"}").expect(200);
        assertEquals("false", wrong.at("valid"));
        assertEquals("1", wrong.at("problems.0.column"));
        assertNull(wrong.at("key_partition"));
        kim.get(messages("?start=oldest&filter=vaule")).expect(400);
        kim.get(messages("?start=live&order=newest_first")).expect(400);
        kim.get(messages("?start=oldest&order=sideways")).expect(400);
    }

    @Test
    void theCostAndTheTimelineAreKnownBefore() {
        ApiClient.Answer estimate = kim.get(messages(":estimate?start=oldest")).expect(200);
        assertEquals(Integer.toString(MESSAGES), estimate.at("messages"));
        assertEquals(3, estimate.json().get("partitions").size());

        ApiClient.Answer timeline = kim.get(messages(":timeline?slices=10")).expect(200);
        long counted = 0;
        for (JsonNode slice : timeline.json().get("slices").values()) {
            counted += Long.parseLong(slice.get("count").getStringValue());
        }
        assertEquals(MESSAGES, counted, timeline.text());
        assertEquals("false", timeline.at("about"));
        assertEquals(timeline.json().get("slices").size(), 10);
        kim.get(messages(":timeline?from=2030-01-01T00:00:00Z")).expect(400);
    }

    @Test
    void whatIsFoundIsDownloadedInEachForm() {
        String filter = "&filter=" + encoded("value.n < 10");
        ApiClient.Answer lines =
                kim.get(messages(":download?start=oldest" + filter)).expect(200);
        assertEquals("application/x-ndjson", lines.header("Content-Type"));
        assertEquals(11, lines.text().strip().split("\n", -1).length, lines.text());
        assertTrue(lines.text().contains("{\"end\":\"reached_end\""));

        ApiClient.Answer csv =
                kim.get(messages(":download?start=oldest&format=csv" + filter)).expect(200);
        assertEquals(11, csv.text().strip().split("\r\n", -1).length, csv.text());
        assertTrue(csv.header("Content-Disposition").contains(topic + ".csv"));

        ApiClient.Answer raw =
                kim.get(messages(":download?start=oldest&format=raw" + filter)).expect(200);
        assertEquals(10, raw.text().strip().split("\n", -1).length);
        kim.get(messages(":download?start=live")).expect(400);
        kim.get(messages(":download?format=xml")).expect(400);
    }

    @Test
    void aKeyDoesNotOpenTheConsolesPaths() {
        ApiClient reader = as(newKey(kim, "DeveloperRead", lkc));

        assertFalse(reader.get(messages(":download?start=oldest")).status() == 200);
    }
}
