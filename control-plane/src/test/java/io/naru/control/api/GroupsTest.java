package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.TenantRecords;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static ApiClient kim;
    private static String lkc;
    private static ApiClient.Answer key;
    private String topic;
    private String group;

    @BeforeAll
    static void signUp() {
        kim = newOrganization();
        lkc = newCluster(kim, "groups");
        key = newKey(kim, "DeveloperManage", lkc);
    }

    @BeforeEach
    void aGroupThatHasReadATopic() {
        topic = "t-" + UUID.randomUUID();
        group = "g-" + UUID.randomUUID();
        kim.post(
                        "/kafka/v3/clusters/" + lkc + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":2}".formatted(topic))
                .expect(201);
        TenantRecords.produce(key, topic, Collections.nCopies(200, "x"));
        TenantRecords.commit(key, group, topic, List.of(60L, 40L));
    }

    private String console() {
        return "/api/v1/clusters/" + lkc + "/groups/" + group;
    }

    private String rest() {
        return "/kafka/v3/clusters/" + lkc + "/consumer-groups/" + group;
    }

    @Test
    void aTopicsReadersAreToldInOneCallWithHowFarTheyAreBehind() {
        String other = "t-" + UUID.randomUUID();
        kim.post("/kafka/v3/clusters/" + lkc + "/topics", "{\"topic_name\":\"" + other + "\",\"partitions_count\":2}")
                .expect(201);
        TenantRecords.produce(key, other, Collections.nCopies(4, "x"));
        TenantRecords.commit(key, "other-" + group, other, List.of(0L, 0L));

        ApiClient.Answer readers = kim.get("/api/v1/clusters/" + lkc + "/topics/" + topic + "/groups")
                .expect(200);

        assertEquals(1, readers.json().get("data").size(), readers.text());
        assertEquals(group, readers.at("data.0.group_id"));
        assertEquals("EMPTY", readers.at("data.0.state"));
        assertEquals("100", readers.at("data.0.total_lag"));
        assertEquals("60", readers.at("data.0.partitions.0.committed_offset"));
        assertEquals("0", readers.at("not_asked"));
        assertEquals(
                0,
                kim.get("/api/v1/clusters/" + lkc + "/topics/nothing-here/groups")
                        .expect(200)
                        .json()
                        .get("data")
                        .size());
    }

    private ApiClient.Answer reset(String body) {
        return kim.post(console() + "/offsets:reset", body);
    }

    private String committed(int partition) {
        return kim.get(rest() + "/lags/" + topic + "/partitions/" + partition)
                .expect(200)
                .at("current_offset");
    }

    @Test
    void aDryRunSaysWhatWouldBeReadAgainAndChangesNothing() {
        ApiClient.Answer answer = reset("{\"to\":\"oldest\"}").expect(200);

        assertEquals("true", answer.at("dry_run"));
        assertEquals("100", answer.at("messages_replayed"));
        assertEquals("60", answer.at("partitions.0.from"));
        assertEquals("0", answer.at("partitions.0.to"));
        assertTrue(answer.at("command").contains("--to-earliest --all-topics --dry-run"), answer.text());
        assertEquals("60", committed(0));
    }

    @Test
    void offsetsMoveAndMoveBack() {
        reset("{\"to\":\"newest\",\"dry_run\":false}").expect(200);
        assertEquals("100", committed(0));
        reset(
                        "{\"to\":\"shift\",\"shift\":\"-30\",\"dry_run\":false,\"partitions\":[{\"topic\":\"%s\",\"partition\":1}]}"
                                .formatted(topic))
                .expect(200);
        assertEquals("70", committed(1));
        reset("{\"to\":\"time\",\"time\":\"2020-01-01T00:00:00Z\",\"topics\":[\"%s\"],\"dry_run\":false}"
                        .formatted(topic))
                .expect(200);
        assertEquals("0", committed(0));

        ApiClient.Answer undo = reset("""
                {"to":"offsets","dry_run":false,"offsets":[{"topic":"%1$s","partition":0,"offset":"60"},
                 {"topic":"%1$s","partition":1,"offset":"40"}]}""".formatted(topic)).expect(200);

        assertEquals("100", undo.at("messages_skipped"));
        assertEquals("60", committed(0));
        assertEquals("40", committed(1));
    }

    @Test
    void whatIsOutsideThePartitionIsItsEnd() {
        assertEquals(
                "100",
                reset("{\"to\":\"offset\",\"offset\":\"9223372036854775807\"}").at("partitions.0.to"));
        assertEquals(
                "0",
                reset("{\"to\":\"shift\",\"shift\":\"-999999999999999999\"}").at("partitions.0.to"));
    }

    @Test
    void aGroupWithMembersIsNotResetOrDeletedAndTheyAreNamed() {
        try (var member = TenantRecords.join(key, group, topic)) {
            Await.until("the member has joined", () -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
            });

            ApiClient.Answer refused =
                    reset("{\"to\":\"oldest\",\"dry_run\":false}").expect(409);

            assertEquals("group_not_empty", refused.at("errors.0.code"));
            assertTrue(refused.at("errors.0.detail").contains("orders-api from 127.0.0.1"), refused.text());
            assertEquals(
                    1,
                    reset("{\"to\":\"oldest\"}")
                            .expect(200)
                            .json()
                            .get("active_members")
                            .size());
            kim.delete(rest()).expect(409);
            String consumer = kim.get(rest() + "/consumers").at("data.0.consumer_id");
            assertEquals(
                    "orders-api", kim.get(rest() + "/consumers/" + consumer).at("client_id"));
            assertEquals(
                    2,
                    kim.get(rest() + "/consumers/" + consumer + "/assignments")
                            .expect(200)
                            .json()
                            .get("data")
                            .size());
        }
    }

    @Test
    void offsetsOfATopicAndTheGroupAreDeleted() {
        kim.delete(rest() + "/offsets?topic_name=" + topic + "&partition_id=0").expect(204);
        assertEquals(1, kim.get(rest() + "/lags").json().get("data").size());
        kim.get(rest() + "/lags/" + topic + "/partitions/0").expect(404);

        kim.delete(rest()).expect(204);
        kim.get(rest()).expect(404);
        kim.delete(rest()).expect(404);
    }

    @Test
    void whatIsWrongIsSaid() {
        reset("{\"to\":\"sideways\"}").expect(400);
        reset("{\"to\":\"time\"}").expect(400);
        reset("{\"to\":\"offset\",\"offset\":\"-1\"}").expect(400);
        reset("{\"to\":\"offsets\"}").expect(400);
        reset("{\"to\":\"oldest\",\"topics\":[\"nothing\"]}").expect(404);
        kim.post("/api/v1/clusters/" + lkc + "/groups/nothing/offsets:reset", "{\"to\":\"oldest\"}")
                .expect(404);
        assertNull(kim.get(rest()).at("error_code"));
        as(newKey(kim, "DeveloperRead", lkc)).delete(rest()).expect(403);
    }
}
