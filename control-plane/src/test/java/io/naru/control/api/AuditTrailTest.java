package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.web.router.Router;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Unaudited;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.Browser;
import io.naru.control.fixture.Codes;
import io.naru.control.fixture.IdentityProvider;
import io.naru.control.fixture.Mails;
import io.naru.control.fixture.TenantRecords;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every operation that changes something leaves a row: a route that does not say whether it does fails here, and so
/// does
/// one that says so and that nothing here carries out.
class AuditTrailTest {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String PASSWORD = "correct horse battery";

    /// Every audited route, by method and path, with its action.
    private static final Map<String, String> ACTIONS = new TreeMap<>();

    private static final IdentityProvider provider = IdentityProvider.start();
    private static String email;
    private static ApiClient kim;
    private static String lkc;
    private static ApiClient.Answer key;
    private final Map<String, Supplier<ApiClient.Answer>> changes = new HashMap<>();
    /// Whose log is looked into.
    private ApiClient reader = kim;

    @BeforeAll
    static void anOrganizationWithACluster() {
        email = UUID.randomUUID() + "@acme.example";
        kim = SharedControlPlane.get().anonymous().signUp(email, "Acme");
        lkc = newCluster(kim, "audited");
        key = newKey(kim, "DeveloperManage", lkc);
        SharedControlPlane.get().bean(Router.class).uriRoutes().forEach(route -> {
            String name = SharedControlPlane.nameOf(route);
            AnnotationMetadata said = route.getAnnotationMetadata();
            said.stringValue(Audited.class)
                    .filter(action -> !name.startsWith("HEAD "))
                    .ifPresent(action -> ACTIONS.put(name, action));
        });
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void everyRouteThatMayChangeSomethingSaysWhetherItLeavesARow() {
        Set<String> silent = new TreeSet<>();
        SharedControlPlane.get()
                .bean(Router.class)
                .uriRoutes()
                .filter(route -> !SAFE.contains(route.getHttpMethodName()))
                .filter(route -> !route.getAnnotationMetadata().hasAnnotation(Audited.class)
                        && !route.getAnnotationMetadata().hasAnnotation(Unaudited.class))
                .forEach(route -> silent.add(SharedControlPlane.nameOf(route)));

        assertEquals(Set.of(), silent, "routes that say neither @Audited nor @Unaudited");
    }

    @TestFactory
    Stream<DynamicTest> everyAuditedOperationLeavesItsRow() {
        describeAll();
        return ACTIONS.entrySet().stream()
                .map(operation -> dynamicTest(operation.getKey(), () -> {
                    Supplier<ApiClient.Answer> change = changes.get(operation.getKey());
                    assertTrue(change != null, "add to this test how " + operation.getKey() + " is carried out");

                    reader = kim;
                    ApiClient.Answer answer = change.get();

                    assertTrue(answer.status() < 400, answer.status() + " " + answer.text());
                    JsonNode row = rowOf(answer, operation.getValue());
                    assertEquals("DONE", row.get("outcome").getStringValue());
                    assertTrue(row.get("actor").get("id").getStringValue().startsWith("u-"), row.toString());
                    assertEquals("127.0.0.1", row.get("actor").get("address").getStringValue());
                    assertFalse(
                            kim.get("/api/v1/audit-log?page_size=100").text().contains(PASSWORD));
                }));
    }

    /// The row of a call, found by the id that its answer carries.
    private JsonNode rowOf(ApiClient.Answer answer, String action) {
        String requestId = answer.header("Naru-Request-Id");
        String path = "/api/v1/audit-log?action=" + action + "&text=" + requestId;
        Await.until(
                "a row of " + action,
                () -> reader.get(path).expect(200).json().get("data").size() == 1);
        return reader.get(path).json().get("data").get(0);
    }

    private void describeAll() {
        String topics = "/kafka/v3/clusters/" + lkc + "/topics";
        String console = "/api/v1/clusters/" + lkc;
        kafka(topics, console);
        people();
        byMail();
        secondFactor();
        singleSignOn();
        String environments = "/org/v2/environments";
        on("POST /org/v2/environments", () -> kim.post(environments, named()));
        on("PATCH /org/v2/environments/{environment_id}", () -> kim.patch(made(environments), named()));
        on("DELETE /org/v2/environments/{environment_id}", () -> kim.delete(made(environments)));
        String accounts = "/iam/v2/service-accounts";
        on("POST /iam/v2/service-accounts", () -> kim.post(accounts, named()));
        on("PATCH /iam/v2/service-accounts/{service_account_id}", () -> kim.patch(made(accounts), named()));
        on("DELETE /iam/v2/service-accounts/{service_account_id}", () -> kim.delete(made(accounts)));
        on(
                "POST /cmk/v2/clusters",
                () -> kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"%s\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(word(), SharedControlPlane.environmentOf(kim))));
        on(
                "PATCH /cmk/v2/clusters/{cluster_id}",
                () -> kim.patch("/cmk/v2/clusters/" + lkc, "{\"spec\":{\"display_name\":\"" + word() + "\"}}"));
        on("DELETE /cmk/v2/clusters/{cluster_id}", () -> kim.delete("/cmk/v2/clusters/" + newCluster(kim, word())));
        on(
                "POST /iam/v2/api-keys",
                () -> kim.post("/iam/v2/api-keys", "{\"spec\":{\"owner\":{\"id\":\"" + me() + "\"}}}"));
        on(
                "PATCH /iam/v2/api-keys/{api_key_id}",
                () -> kim.patch(
                        "/iam/v2/api-keys/" + newKey(kim, null, lkc).at("id"),
                        "{\"spec\":{\"display_name\":\"other\"}}"));
        on(
                "DELETE /iam/v2/api-keys/{api_key_id}",
                () -> kim.delete("/iam/v2/api-keys/" + newKey(kim, null, lkc).at("id")));
        on("POST /iam/v2/api-keys/{api_key_id}:rotate", () -> kim.post(keyPath() + ":rotate", "{}"));
        on("POST /iam/v2/api-keys/{api_key_id}:retire", () -> {
            String path = keyPath();
            kim.post(path + ":rotate", "{}").expect(200);
            return kim.post(path + ":retire", "{}");
        });
        on("GET /api/v1/audit-log/download", () -> kim.get("/api/v1/audit-log/download?format=csv"));
    }

    private void kafka(String topics, String console) {
        on(
                "POST /kafka/v3/clusters/{cluster_id}/topics",
                () -> kim.post(topics, "{\"topic_name\":\"" + word() + "\"}"));
        on(
                "PATCH /kafka/v3/clusters/{cluster_id}/topics/{topic_name}",
                () -> kim.patch(topics + "/" + topic(), "{\"partitions_count\":2}"));
        on("DELETE /kafka/v3/clusters/{cluster_id}/topics/{topic_name}", () -> kim.delete(topics + "/" + topic()));
        on(
                "POST /kafka/v3/clusters/{cluster_id}/topics/{topic_name}/configs:alter",
                () -> kim.post(
                        topics + "/" + topic() + "/configs:alter",
                        "{\"data\":[{\"name\":\"retention.ms\",\"value\":\"7200000\"}]}"));
        String one = "/kafka/v3/clusters/{cluster_id}/topics/{topic_name}/configs/{name}";
        on(
                "PUT " + one,
                () -> kim.send("PUT", topics + "/" + topic() + "/configs/retention.ms", "{\"value\":\"7200000\"}"));
        on("DELETE " + one, () -> kim.delete(topics + "/" + topic() + "/configs/retention.ms"));
        String groups = "/kafka/v3/clusters/" + lkc + "/consumer-groups/";
        on(
                "DELETE /kafka/v3/clusters/{cluster_id}/consumer-groups/{group_id}",
                () -> kim.delete(groups + group(topic())));
        on("DELETE /kafka/v3/clusters/{cluster_id}/consumer-groups/{group_id}/offsets", () -> {
            String topic = topic();
            return kim.delete(groups + group(topic) + "/offsets?topic_name=" + topic);
        });
        on(
                "POST /api/v1/clusters/{cluster_id}/groups/{group_id}/offsets:reset",
                () -> kim.post(
                        console + "/groups/" + group(topic()) + "/offsets:reset",
                        "{\"to\":\"oldest\",\"dry_run\":false}"));
        on(
                "POST /api/v1/clusters/{cluster_id}/bin/{topic_id}:restore",
                () -> kim.post(console + "/bin/" + binned() + ":restore", "{}"));
        on("DELETE /api/v1/clusters/{cluster_id}/bin/{topic_id}", () -> kim.delete(console + "/bin/" + binned()));
        on(
                "GET /api/v1/clusters/{cluster_id}/messages:download",
                () -> kim.get(console + "/messages:download?topic=" + topic()));
        on(
                "POST /api/v1/clusters/{cluster_id}/topics/{topic_name}/redrive",
                () -> kim.post(console + "/topics/" + topic() + "/redrive", "{}"));
    }

    private void people() {
        on("POST /api/v1/signup", () -> {
            reader = SharedControlPlane.get().anonymous();
            ApiClient.Answer answer = reader.post("/api/v1/signup", """
                    {"email":"%s@acme.example","password":"%s","organization_name":"Acme"}""".formatted(word(), PASSWORD));
            reader.entered(answer);
            return answer;
        });
        on(
                "POST /api/v1/login",
                () -> SharedControlPlane.get()
                        .anonymous()
                        .post("/api/v1/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD)));
        on("POST /api/v1/logout", () -> another().post("/api/v1/logout", "{}"));
        on(
                "POST /api/v1/session/organization",
                () -> another()
                        .post("/api/v1/session/organization", "{\"organization_id\":\"" + organization() + "\"}"));
        on("DELETE /api/v1/sessions/{session_id}", () -> kim.delete("/api/v1/sessions/" + sessionOf(another())));
        on("POST /api/v1/sessions:end-others", () -> kim.post("/api/v1/sessions:end-others", "{}"));
        on("PATCH /api/v1/me", () -> kim.patch("/api/v1/me", "{\"full_name\":\"" + word() + "\"}"));
        on("POST /api/v1/me/filters", () -> kim.post("/api/v1/me/filters", filterNamed(word())));
        on("PATCH /api/v1/me/filters/{filter_id}", () -> kim.patch(savedFilter(), "{\"name\":\"" + word() + "\"}"));
        on("DELETE /api/v1/me/filters/{filter_id}", () -> kim.delete(savedFilter()));
        on("POST /api/v1/me/password", () -> {
            ApiClient other = another();
            ApiClient.Answer changed = other.post(
                    "/api/v1/me/password",
                    "{\"current_password\":\"%1$s\",\"new_password\":\"%1$s\"}".formatted(PASSWORD));
            // It has ended all other sessions.
            kim.logIn(email);
            return changed;
        });
        on("PATCH /api/v1/organization", () -> kim.patch("/api/v1/organization", named()));
        on("PATCH /iam/v2/users/{user_id}", () -> kim.patch("/iam/v2/users/" + me(), "{\"full_name\":\"K\"}"));
        on("DELETE /iam/v2/users/{user_id}", () -> kim.delete("/iam/v2/users/" + colleague()));
        on("POST /iam/v2/role-bindings", this::bind);
        on(
                "DELETE /iam/v2/role-bindings/{role_binding_id}",
                () -> kim.delete("/iam/v2/role-bindings/" + bind().expect(201).at("id")));
    }

    private void byMail() {
        Mails mails = new Mails(SharedControlPlane.get().anonymous());
        on("POST /api/v1/password/reset", () -> {
            String address = newReader();
            ApiClient anybody = SharedControlPlane.get().anonymous();
            anybody.post("/api/v1/password/forgot", "{\"email\":\"" + address + "\"}")
                    .expect(202);
            ApiClient.Answer answer = anybody.post(
                    "/api/v1/password/reset",
                    "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(mails.tokenTo(address), PASSWORD));
            reader.logIn(address);
            return answer;
        });
        on(
                "POST /api/v1/email/verify",
                () -> SharedControlPlane.get()
                        .anonymous()
                        .post("/api/v1/email/verify", "{\"token\":\"" + mails.tokenTo(newReader()) + "\"}"));
        on(
                "POST /api/v1/me/email",
                () -> kim.post(
                        "/api/v1/me/email",
                        "{\"email\":\"%s@acme.example\",\"password\":\"%s\"}".formatted(word(), PASSWORD)));
        on("POST /iam/v2/invitations", () -> kim.post("/iam/v2/invitations", invited(word() + "@acme.example")));
        on(
                "POST /iam/v2/invitations/{invitation_id}:resend",
                () -> kim.post("/iam/v2/invitations/" + invitation(word() + "@acme.example") + ":resend", "{}"));
        on(
                "DELETE /iam/v2/invitations/{invitation_id}",
                () -> kim.delete("/iam/v2/invitations/" + invitation(word() + "@acme.example")));
        on("POST /api/v1/invitations/accept", () -> {
            String address = word() + "@acme.example";
            invitation(address);
            return SharedControlPlane.get()
                    .anonymous()
                    .post(
                            "/api/v1/invitations/accept",
                            "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(mails.tokenTo(address), PASSWORD));
        });
    }

    private void secondFactor() {
        on("POST /api/v1/login/second-factor", () -> {
            String recovery = withSecondFactor().at("recovery_codes.0");
            ApiClient.Answer half = SharedControlPlane.get()
                    .anonymous()
                    .post(
                            "/api/v1/login",
                            "{\"email\":\"%s\",\"password\":\"%s\"}"
                                    .formatted(reader.get("/api/v1/me").at("user.email"), PASSWORD));
            return SharedControlPlane.get()
                    .anonymous()
                    .post(
                            "/api/v1/login/second-factor",
                            "{\"challenge\":\"%s\",\"code\":\"%s\"}"
                                    .formatted(half.at("second_factor.challenge"), recovery));
        });
        on("POST /api/v1/me/second-factor/confirm", this::withSecondFactor);
        on("POST /api/v1/me/second-factor/recovery-codes", () -> {
            String recovery = withSecondFactor().at("recovery_codes.0");
            return reader.post("/api/v1/me/second-factor/recovery-codes", "{\"code\":\"" + recovery + "\"}");
        });
        on("POST /api/v1/me/second-factor/off", () -> {
            String recovery = withSecondFactor().at("recovery_codes.0");
            return reader.post(
                    "/api/v1/me/second-factor/off",
                    "{\"password\":\"%s\",\"code\":\"%s\"}".formatted(PASSWORD, recovery));
        });
    }

    private void singleSignOn() {
        String settings = "/api/v1/single-sign-on";
        on("PUT /api/v1/single-sign-on", () -> {
            newReader();
            return withProvider(reader, word() + ".example");
        });
        on("POST /api/v1/single-sign-on/test", () -> {
            newReader();
            withProvider(reader, word() + ".example");
            return reader.post(settings + "/test", "");
        });
        on("DELETE /api/v1/single-sign-on", () -> {
            newReader();
            withProvider(reader, word() + ".example");
            return reader.delete(settings);
        });
        on("GET /api/v1/login/oidc/callback", () -> {
            newReader();
            String domain = word() + ".example";
            withProvider(reader, domain);
            provider.isVisitedBy(new IdentityProvider.Person(word(), "lee@" + domain, true, "Lee"));
            Browser browser = new Browser(SharedControlPlane.get().base());
            HttpResponse<String> in = browser.answer(provider.visit(browser.go("/api/v1/login/oidc?domain=" + domain)));
            return new ApiClient.Answer(in.statusCode(), in.headers().map(), in.body());
        });
    }

    private static ApiClient.Answer withProvider(ApiClient admin, String domain) {
        return admin.put(
                        "/api/v1/single-sign-on",
                        "{\"issuer\":\"%s\",\"client_id\":\"naru\",\"client_secret\":\"%s\",\"domains\":[\"%s\"]}"
                                .formatted(provider.issuer, IdentityProvider.SECRET, domain))
                .expect(200);
    }

    /// A new reader with a second factor.
    private ApiClient.Answer withSecondFactor() {
        newReader();
        Codes codes = new Codes(reader.post("/api/v1/me/second-factor", "{\"password\":\"%s\"}".formatted(PASSWORD))
                .expect(200)
                .at("secret"));
        ApiClient.Answer on =
                reader.post("/api/v1/me/second-factor/confirm", "{\"code\":\"%s\"}".formatted(codes.now()));
        reader.entered(reader.get("/api/v1/me"));
        return on;
    }

    /// Somebody with an organization of their own, who reads its log.
    private String newReader() {
        String address = word() + "@acme.example";
        reader = SharedControlPlane.get().anonymous().signUp(address, "Acme");
        return address;
    }

    private static String invited(String address) {
        return "{\"email\":\"" + address + "\"}";
    }

    private static String invitation(String address) {
        return kim.post("/iam/v2/invitations", invited(address)).expect(201).at("id");
    }

    private void on(String operation, Supplier<ApiClient.Answer> change) {
        changes.put(operation, change);
    }

    private static String word() {
        return "w-" + UUID.randomUUID();
    }

    private static String keyPath() {
        return "/iam/v2/api-keys/" + newKey(kim, "DeveloperRead", lkc).at("id");
    }

    private static String named() {
        return "{\"display_name\":\"" + word() + "\"}";
    }

    private static String made(String path) {
        return path + "/" + kim.post(path, named()).expect(201).at("id");
    }

    private static String filterNamed(String name) {
        return "{\"name\":\"" + name + "\",\"filter\":\"size > 1\"}";
    }

    private static String savedFilter() {
        String path = "/api/v1/me/filters";
        return path + "/" + kim.post(path, filterNamed(word())).expect(201).at("id");
    }

    private static String me() {
        return kim.get("/api/v1/me").at("user.id");
    }

    private static String organization() {
        return kim.get("/api/v1/me").at("organization.id");
    }

    /// Kim in another browser.
    private static ApiClient another() {
        return SharedControlPlane.get().anonymous().logIn(email);
    }

    private static String sessionOf(ApiClient client) {
        JsonNode sessions = client.get("/api/v1/sessions").json().get("data");
        for (JsonNode session : sessions.values()) {
            if (session.get("current").getBooleanValue()) {
                return session.get("id").getStringValue();
            }
        }
        throw new AssertionError(sessions.toString());
    }

    private static String colleague() {
        return SharedControlPlane.letIn(newOrganization(), organization());
    }

    private ApiClient.Answer bind() {
        String account =
                kim.post("/iam/v2/service-accounts", named()).expect(201).at("id");
        return kim.post(
                "/iam/v2/role-bindings",
                "{\"principal\":\"User:%s\",\"role_name\":\"DeveloperRead\",\"crn_pattern\":\"crn://naru/organization=%s\"}"
                        .formatted(account, organization()));
    }

    private static String topic() {
        String topic = word();
        kim.post("/kafka/v3/clusters/" + lkc + "/topics", "{\"topic_name\":\"" + topic + "\",\"partitions_count\":1}")
                .expect(201);
        TenantRecords.produce(key, topic, List.of("x", "y"));
        return topic;
    }

    private static String group(String topic) {
        String group = word();
        TenantRecords.commit(key, group, topic, List.of(1L));
        return group;
    }

    private static String binned() {
        String topic = topic();
        kim.delete("/kafka/v3/clusters/" + lkc + "/topics/" + topic).expect(204);
        JsonNode bin =
                kim.get("/api/v1/clusters/" + lkc + "/bin").expect(200).json().get("data");
        for (JsonNode binned : bin.values()) {
            if (binned.get("name").getStringValue().equals(topic)) {
                return binned.get("topic_id").getStringValue();
            }
        }
        throw new AssertionError(topic + " is not in the bin: " + bin);
    }

    @Test
    void aRowSaysWhatWasAndWhatIs() {
        String path = made("/org/v2/environments");
        String id = path.substring(path.lastIndexOf('/') + 1);
        ApiClient.Answer renamed = kim.patch(path, "{\"display_name\":\"<b>new</b> \\\"name\\\"\"}");

        JsonNode row = rowOf(renamed, "environment.update");

        assertEquals(id, row.get("resource").getStringValue());
        assertTrue(row.get("before").get("display_name").getStringValue().startsWith("w-"));
        assertEquals("<b>new</b> \"name\"", row.get("after").get("display_name").getStringValue());
        assertEquals(email, row.get("actor").get("name").getStringValue());
        assertEquals("session", row.get("actor").get("credential").getStringValue());
    }

    @Test
    void whatAKeyDoesIsItsAccountsAndNamesTheKey() {
        ApiClient.Answer cloud = newKey(kim, "OrganizationAdmin", null);
        ApiClient.Answer made = as(cloud).post("/org/v2/environments", named()).expect(201);

        JsonNode row = rowOf(made, "environment.create");

        assertTrue(row.get("actor").get("id").getStringValue().startsWith("sa-"));
        assertEquals(cloud.at("id"), row.get("actor").get("credential").getStringValue());
    }

    @Test
    void refusalsThatAreAlikeAreOneRowThatCountsThem() {
        ApiClient.Answer reader = newKey(kim, null, null);
        for (int i = 0; i < 5; i++) {
            as(reader).post("/org/v2/environments", named()).expect(403);
        }

        String path = "/api/v1/audit-log?outcome=REFUSED&action=environment.create&text=" + reader.at("id");
        Await.until(
                "five refusals",
                () -> kim.get(path).json().get("data").values().iterator().hasNext() && counted(path) == 5);
        assertTrue(kim.get(path).json().get("data").size() <= 2, "two rows at most, where a minute turned");
        assertEquals("forbidden", kim.get(path).at("data.0.code"));
    }

    private static int counted(String path) {
        int times = 0;
        for (JsonNode row : kim.get(path).json().get("data").values()) {
            times += row.get("times").getIntValue();
        }
        return times;
    }

    @Test
    void aFloodOfDifferentRefusalsTakesABoundedNumberOfRows() {
        ApiClient anotherOrganization = newOrganization();
        Instant begun = Instant.now();
        for (int i = 0; i < 60; i++) {
            anotherOrganization.delete("/org/v2/environments/env-" + i).expect(404);
        }
        String path = "/api/v1/audit-log?outcome=REFUSED&page_size=100&from=" + begun.minusSeconds(1);
        Await.until("sixty refusals", () -> {
            int times = 0;
            for (JsonNode row : anotherOrganization.get(path).json().get("data").values()) {
                times += row.get("times").getIntValue();
            }
            return times == 60;
        });

        assertTrue(anotherOrganization.get(path).json().get("data").size() <= 42, "21 for each minute");
    }

    @Test
    void aRefusedLogInIsInTheLogOfItsOrganizationOnly() {
        SharedControlPlane.get()
                .anonymous()
                .post("/api/v1/login", "{\"email\":\"%s\",\"password\":\"wrong\"}".formatted(email))
                .expect(401);

        String path = "/api/v1/audit-log?outcome=REFUSED&action=session.log_in";
        Await.until("a row", () -> kim.get(path).at("data.0.actor.id") != null);
        assertEquals(email, kim.get(path).at("data.0.actor.id"));
        assertNull(newOrganization().get(path).at("data.0"));
    }

    @Test
    void aCallThatOnlyLooksLeavesNone() {
        String group = group(topic());
        ApiClient.Answer dry = kim.post(
                        "/api/v1/clusters/" + lkc + "/groups/" + group + "/offsets:reset",
                        "{\"to\":\"oldest\",\"dry_run\":true}")
                .expect(200);
        rowOf(kim.post("/org/v2/environments", named()).expect(201), "environment.create");

        String path = "/api/v1/audit-log?text=" + dry.header("Naru-Request-Id");
        assertNull(kim.get(path).at("data.0"));
    }

    @Test
    void whoHasNotTheRightReadsNothingOfIt() {
        ApiClient.Answer manager = newKey(kim, "DeveloperManage", lkc);
        assertEquals(401, as(manager).get("/api/v1/audit-log").status());
    }
}
