package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.environmentOf;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import org.junit.jupiter.api.Test;

class RoleBindingsTest {
    private final ApiClient kim = newOrganization();
    private final String organization = kim.get("/api/v1/me").at("organization.id");
    private final String environment = environmentOf(kim);

    private String crn(String below) {
        return "crn://naru/organization=" + organization + below;
    }

    private ApiClient.Answer gives(ApiClient giver, String principal, String role, String crn) {
        return giver.post(
                "/iam/v2/role-bindings",
                "{\"principal\":\"User:%s\",\"role_name\":\"%s\",\"crn_pattern\":\"%s\"}"
                        .formatted(principal, role, crn));
    }

    @Test
    void aRoleHoldsAtTheNextRequestAndIsGoneAtTheNextOne() {
        ApiClient.Answer key = newKey(kim, null, null);
        ApiClient program = as(key);
        assertEquals(0, program.get("/org/v2/environments").json().get("data").size());

        ApiClient.Answer given = gives(
                        kim, key.at("spec.owner.id"), "EnvironmentAdmin", crn("/environment=" + environment))
                .expect(201);

        assertEquals(environment, program.get("/org/v2/environments").at("data.0.id"));
        program.post("/org/v2/environments", "{\"display_name\":\"x\"}").expect(403);
        String lkc = newCluster(program, "made-by-a-program");
        program.post("/kafka/v3/clusters/" + lkc + "/topics", "{\"topic_name\":\"t\"}")
                .expect(201);
        kim.delete("/iam/v2/role-bindings/" + given.at("id")).expect(204);
        assertEquals(0, program.get("/org/v2/environments").json().get("data").size());
        program.get("/cmk/v2/clusters/" + lkc).expect(404);
        kim.get("/iam/v2/role-bindings/" + given.at("id")).expect(404);
    }

    @Test
    void aClusterKeyWithoutARoleDoesWhatItsOwnersBindingsSay() {
        String lkc = newCluster(kim, "orders");
        ApiClient.Answer key = newKey(kim, null, lkc);
        String topics = "/kafka/v3/clusters/" + lkc + "/topics";
        as(key).post(topics, "{\"topic_name\":\"t\"}").expect(403);

        gives(kim, key.at("spec.owner.id"), "DeveloperManage", crn("/environment=" + environment))
                .expect(201);

        as(key).post(topics, "{\"topic_name\":\"t\"}").expect(201);
        assertEquals("t", as(key).get(topics).at("data.0.topic_name"));
    }

    @Test
    void aKeyWithARoleDoesExactlyThatWhateverItsOwnerMay() {
        String lkc = newCluster(kim, "orders");
        ApiClient.Answer reader = newKey(kim, "DeveloperRead", lkc);
        String owner = reader.at("spec.owner.id");
        gives(kim, owner, "CloudClusterAdmin", crn("/environment=" + environment + "/cloud-cluster=" + lkc))
                .expect(201);

        as(reader)
                .post("/kafka/v3/clusters/" + lkc + "/topics", "{\"topic_name\":\"t\"}")
                .expect(403);
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        String lkc = newCluster(kim, "orders");
        String other = newCluster(kim, "other");
        ApiClient.Answer key = newKey(kim, null, null);
        String program = key.at("spec.owner.id");
        String cluster = "/environment=" + environment + "/cloud-cluster=";
        gives(kim, program, "CloudClusterAdmin", crn(cluster + lkc)).expect(201);

        ApiClient.Answer refused =
                gives(as(key), program, "OrganizationAdmin", crn("")).expect(403);

        assertTrue(refused.at("errors.0.detail").contains("invalid API key"), refused.text());
        gives(as(key), program, "EnvironmentAdmin", crn("/environment=" + environment))
                .expect(403);
        gives(as(key), program, "DeveloperRead", crn(cluster + other)).expect(404);
        gives(as(key), program, "DeveloperRead", crn(cluster + lkc)).expect(201);
    }

    @Test
    void anAccountAdminMakesNoKeyThatReadsMessages() {
        String lkc = newCluster(kim, "orders");
        ApiClient.Answer key = newKey(kim, null, null);
        gives(kim, key.at("spec.owner.id"), "AccountAdmin", crn("")).expect(201);
        String reader = newKey(kim, "DeveloperRead", lkc).at("spec.owner.id");

        as(key).post(
                        "/iam/v2/api-keys",
                        "{\"spec\":{\"owner\":{\"id\":\"%s\"},\"role\":\"DeveloperRead\",\"resource\":{\"id\":\"%s\"}}}"
                                .formatted(reader, lkc))
                .expect(403);
        as(key).get("/kafka/v3/clusters/" + lkc + "/topics/t").expect(403);
        as(key).post("/iam/v2/service-accounts", "{\"display_name\":\"made\"}").expect(201);
    }

    @Test
    void theLastAdministratorStays() {
        String own =
                kim.get("/iam/v2/role-bindings?role_name=OrganizationAdmin").at("data.0.id");

        ApiClient.Answer refused = kim.delete("/iam/v2/role-bindings/" + own).expect(409);

        assertEquals("last_administrator", refused.at("errors.0.code"));
    }

    @Test
    void aBindingIsAnsweredAsItWasGiven() {
        String lkc = newCluster(kim, "orders");
        String account = newKey(kim, null, null).at("spec.owner.id");
        String pattern = "crn://other.example/organization=" + organization + "/environment=" + environment
                + "/cloud-cluster=" + lkc + "/kafka=" + lkc;

        ApiClient.Answer given = gives(kim, account, "ClusterAdmin", pattern).expect(201);

        ApiClient.Answer read =
                kim.get("/iam/v2/role-bindings/" + given.at("id")).expect(200);
        assertEquals("ClusterAdmin", read.at("role_name"));
        assertEquals(pattern, read.at("crn_pattern"));
        assertEquals("User:" + account, read.at("principal"));
        assertEquals(
                given.at("id"),
                kim.get("/iam/v2/role-bindings?principal=User:" + account).at("data.0.id"));
    }

    @Test
    void whatIsBelowAClusterOrNotThereIsRefused() {
        String lkc = newCluster(kim, "orders");
        String account = newKey(kim, null, null).at("spec.owner.id");
        String cluster = "/environment=" + environment + "/cloud-cluster=" + lkc;

        ApiClient.Answer topic = gives(kim, account, "DeveloperRead", crn(cluster + "/kafka=" + lkc + "/topic=orders"))
                .expect(400);

        assertTrue(topic.at("errors.0.detail").contains("/topic=orders"), topic.text());
        assertEquals("/crn_pattern", topic.at("errors.0.source.pointer"));
        gives(kim, account, "EnvironmentAdmin", crn(cluster)).expect(400);
        gives(kim, account, "Emperor", crn("")).expect(400);
        gives(kim, account, "DeveloperRead", crn("/environment=env-nothing")).expect(404);
        gives(kim, "sa-nothing", "DeveloperRead", crn("")).expect(400);
        gives(newOrganization(), account, "DeveloperRead", crn("")).expect(404);
    }

    @Test
    void aRepeatedCreateGetsWhatItMade() {
        String account = newKey(kim, null, null).at("spec.owner.id");
        String first = gives(kim, account, "DeveloperRead", crn("")).expect(201).at("id");

        String again = gives(kim, account, "DeveloperRead", crn("")).expect(201).at("id");
        ApiClient.Answer another = gives(as(newKey(kim, "OrganizationAdmin", null)), account, "DeveloperRead", crn(""))
                .expect(409);

        assertEquals(first, again);
        assertEquals("binding_exists", another.at("errors.0.code"));
    }

    @Test
    void rolesEndWithWhatTheyAreAt() {
        String lkc = newCluster(kim, "orders");
        String account = newKey(kim, null, null).at("spec.owner.id");
        String given = gives(
                        kim, account, "DeveloperRead", crn("/environment=" + environment + "/cloud-cluster=" + lkc))
                .expect(201)
                .at("id");

        kim.delete("/cmk/v2/clusters/" + lkc).expect(204);

        kim.get("/iam/v2/role-bindings/" + given).expect(404);
    }
}
