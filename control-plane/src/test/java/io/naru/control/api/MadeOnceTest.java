package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.environmentOf;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.web.router.Router;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.idempotency.MadeOnce;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class MadeOnceTest {
    private static final String KEY = "Idempotency-Key";

    @Test
    void aRequestSentAgainWithItsKeyIsAnsweredAsTheFirstTimeWithItsSecret() {
        ApiClient kim = newOrganization().sending(KEY, UUID.randomUUID().toString());
        String body = keyFor(kim);

        ApiClient.Answer first = kim.post("/iam/v2/api-keys", body).expect(202);
        ApiClient.Answer again = kim.post("/iam/v2/api-keys", body).expect(202);

        assertEquals(first.text(), again.text());
        assertTrue(again.at("spec.secret") != null, again.text());
        assertNull(first.header("Idempotency-Replayed"));
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(1, keysOf(kim));
        as(again).get("/org/v2/environments").expect(200);
    }

    /// Each operation that takes the header, by the request that uses it.
    @Test
    void everyOperationThatTakesAKeyAnswersAsTheFirstTime() {
        ApiClient kim = newOrganization();
        String lkc = newCluster(kim, "made once");
        String environment = environmentOf(kim);
        ApiClient.Answer rotated = newKey(kim, "OrganizationAdmin", null);
        Map<String, List<String>> calls = Map.of(
                "/org/v2/environments", List.of("/org/v2/environments", "{\"display_name\":\"once\"}"),
                "/cmk/v2/clusters",
                        List.of(
                                "/cmk/v2/clusters",
                                "{\"spec\":{\"display_name\":\"once\",\"environment\":{\"id\":\"" + environment
                                        + "\"}}}"),
                "/iam/v2/service-accounts", List.of("/iam/v2/service-accounts", "{\"display_name\":\"once\"}"),
                "/iam/v2/api-keys", List.of("/iam/v2/api-keys", keyFor(kim)),
                "/iam/v2/api-keys/{api_key_id}:rotate",
                        List.of("/iam/v2/api-keys/" + rotated.at("id") + ":rotate", "{}"),
                "/iam/v2/invitations",
                        List.of(
                                "/iam/v2/invitations",
                                "{\"email\":\"%s@acme.example\",\"roles\":[]}".formatted(UUID.randomUUID())),
                "/iam/v2/role-bindings",
                        List.of(
                                "/iam/v2/role-bindings",
                                "{\"principal\":\"User:%s\",\"role_name\":\"DeveloperRead\",\"crn_pattern\":\"%s\"}"
                                        .formatted(rotated.at("spec.owner.id"), organizationName(kim))),
                "/kafka/v3/clusters/{cluster_id}/topics",
                        List.of(
                                "/kafka/v3/clusters/" + lkc + "/topics",
                                "{\"topic_name\":\"once\",\"partitions_count\":1}"));

        assertEquals(new TreeSet<>(calls.keySet()), markedRoutes());
        assertEquals(new TreeSet<>(calls.keySet()), describedPaths());
        calls.forEach((operation, call) -> {
            kim.sending(KEY, UUID.randomUUID().toString());
            ApiClient.Answer first = kim.post(call.getFirst(), call.getLast());
            assertTrue(first.status() < 300, operation + ": " + first.text());
            ApiClient.Answer again = kim.post(call.getFirst(), call.getLast());
            assertEquals(first.status(), again.status(), operation + ": " + again.text());
            assertEquals(first.text(), again.text(), operation);
            assertEquals("true", again.header("Idempotency-Replayed"), operation);
        });
    }

    private static Set<String> markedRoutes() {
        return SharedControlPlane.get()
                .bean(Router.class)
                .uriRoutes()
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(MadeOnce.class))
                .map(route -> SharedControlPlane.nameOf(route).replace("POST ", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> describedPaths() {
        try (InputStream stream =
                MadeOnceTest.class.getClassLoader().getResourceAsStream("contracts/openapi/naru.yaml")) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(stream);
            return document.get("paths").entrySet().stream()
                    .filter(path -> path.getValue().toString().contains("parameters/IdempotencyKey"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String organizationName(ApiClient client) {
        return "crn://naru/organization=" + client.get("/api/v1/me").expect(200).at("organization.id");
    }

    @Test
    void aKeyThatCameWithAnotherRequestIsRefused() {
        ApiClient kim = newOrganization().sending(KEY, "mine");
        kim.post("/org/v2/environments", "{\"display_name\":\"one\"}").expect(201);

        ApiClient.Answer refused =
                kim.post("/org/v2/environments", "{\"display_name\":\"two\"}").expect(422);
        ApiClient.Answer elsewhere = kim.post("/iam/v2/service-accounts", "{\"display_name\":\"one\"}")
                .expect(422);

        assertEquals("idempotency_key_reused", refused.at("errors.0.code"));
        assertEquals("idempotency_key_reused", elsewhere.at("errors.0.code"));
    }

    @Test
    void aKeyIsItsSendersOwn() {
        ApiClient kim = newOrganization().sending(KEY, "ours");
        ApiClient program =
                as(newKey(newOrganization(), "OrganizationAdmin", null)).sending(KEY, "ours");

        kim.post("/org/v2/environments", "{\"display_name\":\"one\"}").expect(201);
        ApiClient.Answer its = program.post("/org/v2/environments", "{\"display_name\":\"one\"}")
                .expect(201);

        assertNull(its.header("Idempotency-Replayed"));
    }

    @Test
    void aRefusedRequestHasMadeNothingAndItsKeyMayBeUsedAgain() {
        ApiClient kim = newOrganization().sending(KEY, "again");
        String name = "{\"display_name\":\"%s\"}";
        kim.post("/org/v2/environments", name.formatted("default")).expect(409);

        assertNull(kim.post("/org/v2/environments", name.formatted("other"))
                .expect(201)
                .header("Idempotency-Replayed"));
    }

    @Test
    void ofAHundredAtOnceOneMakesAndTheOthersWaitOrGetItsAnswer() throws Exception {
        ApiClient kim = newOrganization().sending(KEY, "at-once");
        String body = keyFor(kim);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 100)
                    .mapToObj(call -> threads.submit(() -> kim.post("/iam/v2/api-keys", body)))
                    .toList();
            for (var call : calls) {
                ApiClient.Answer answer = call.get();
                assertTrue(
                        answer.status() == 202
                                || answer.expect(409).at("errors.0.code").equals("request_under_way"),
                        answer.text());
            }
        }
        assertEquals(1, keysOf(kim));
    }

    @Test
    void anAttemptThatNeverEndedIsTakenOver() {
        ApiClient kim = newOrganization().sending(KEY, "cut-short");
        kim.post("/org/v2/environments", "{\"display_name\":\"one\"}").expect(201);
        TestPostgres.execute(SharedControlPlane.get().databaseUrl(), """
                UPDATE kept_answer SET status = null, answer = '', created_at = now() - interval '30 seconds'
                WHERE organization_id = '%s'""".formatted(idOf(kim)));
        kim.post("/org/v2/environments", "{\"display_name\":\"one\"}").expect(409);
        TestPostgres.execute(SharedControlPlane.get().databaseUrl(), """
                UPDATE kept_answer SET created_at = now() - interval '61 seconds'
                WHERE organization_id = '%s'""".formatted(idOf(kim)));

        ApiClient.Answer taken =
                kim.post("/org/v2/environments", "{\"display_name\":\"one\"}").expect(409);

        assertEquals("name_taken", taken.at("errors.0.code"));
    }

    private static String idOf(ApiClient client) {
        return client.get("/api/v1/me").expect(200).at("organization.id");
    }

    @Test
    void whatIsKeptOpensToNobodyWhoHasTheDatabaseAlone() {
        ApiClient kim = newOrganization().sending(KEY, "a-key-of-my-own");
        String secret = kim.post("/iam/v2/api-keys", keyFor(kim)).expect(202).at("spec.secret");

        String kept = TestPostgres.query(
                SharedControlPlane.get().databaseUrl(),
                "SELECT answer || name || encode(request, 'escape') FROM kept_answer" + " WHERE organization_id = '"
                        + idOf(kim) + "'");
        assertTrue(kept.length() > 100, kept);
        assertTrue(!kept.contains(secret) && !kept.contains("a-key-of-my-own"), kept);
    }

    @Test
    void aKeyOfUnseemlyLengthOrLettersIsRefused() {
        ApiClient kim = newOrganization();
        for (String wrong : List.of("two words", "k".repeat(256))) {
            assertTrue(kim.sending(KEY, wrong)
                    .post("/org/v2/environments", "{\"display_name\":\"one\"}")
                    .expect(400)
                    .at("errors.0.detail")
                    .startsWith("Idempotency-Key must have 1 to 255 "));
        }
    }

    private static String keyFor(ApiClient client) {
        String me = client.get("/api/v1/me").expect(200).at("user.id");
        return "{\"spec\":{\"display_name\":\"once\",\"role\":\"OrganizationAdmin\",\"owner\":{\"id\":\"" + me
                + "\"}}}";
    }

    private static long keysOf(ApiClient client) {
        return TestPostgres.count(
                SharedControlPlane.get().databaseUrl(),
                "SELECT count(*) FROM api_key WHERE status = 'ACTIVE' AND organization_id = '" + idOf(client) + "'");
    }
}
