package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.environmentOf;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import org.junit.jupiter.api.Test;

class ManagementApiTest {
    @Test
    void aNewClusterIsThereWhenItsCreationAnswers() {
        ApiClient kim = newOrganization();

        String lkc = newCluster(kim, "orders");

        ApiClient.Answer cluster = kim.get("/cmk/v2/clusters/" + lkc + "?environment=" + environmentOf(kim))
                .expect(200);
        assertEquals("PROVISIONED", cluster.at("status.phase"));
        assertEquals("Basic", cluster.at("spec.config.kind"));
        assertTrue(cluster.at("metadata.resource_name").contains("/kafka=" + lkc));
        assertEquals(lkc, kim.get("/cmk/v2/clusters").at("data.0.id"));
    }

    @Test
    void aSecondClusterOfTheSameNameIsRefused() {
        ApiClient kim = newOrganization();
        newCluster(kim, "orders");

        ApiClient.Answer second = kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"orders\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(environmentOf(kim)))
                .expect(409);

        assertEquals("name_taken", second.at("errors.0.code"));
        assertEquals("/spec/display_name", second.at("errors.0.source.pointer"));
    }

    @Test
    void aDeletedClusterIsGoneWithItsKeys() {
        ApiClient kim = newOrganization();
        String lkc = newCluster(kim, "orders");
        ApiClient.Answer key = newKey(kim, "ClusterAdmin", lkc);

        kim.delete("/cmk/v2/clusters/" + lkc).expect(204);

        kim.get("/cmk/v2/clusters/" + lkc).expect(404);
        assertEquals(0, kim.get("/cmk/v2/clusters").json().get("data").size());
        as(key).get("/kafka/v3/clusters/" + lkc + "/topics").expect(401);
        kim.delete("/cmk/v2/clusters/" + lkc).expect(404);
    }

    @Test
    void aProtectedClusterIsNotDeleted() {
        ApiClient kim = newOrganization();
        String lkc = newCluster(kim, "orders");
        kim.patch("/cmk/v2/clusters/" + lkc, "{\"spec\":{\"deletion_protection\":true}}")
                .expect(200);

        assertEquals(
                "deletion_protected",
                kim.delete("/cmk/v2/clusters/" + lkc).expect(409).at("errors.0.code"));
    }

    @Test
    void aKeyShowsItsSecretOnceAndOpensItsClusterOnly() {
        ApiClient kim = newOrganization();
        String lkc = newCluster(kim, "orders");
        String other = newCluster(kim, "other");

        ApiClient.Answer key = newKey(kim, "DeveloperManage", lkc);

        assertTrue(key.at("id").matches("[A-Z0-9]{16}"), key.text());
        assertTrue(key.at("spec.secret").matches("[A-Za-z0-9_-]{64}"), key.text());
        assertEquals("cmk/v2", key.at("spec.resource.api_version"));
        assertNull(kim.get("/iam/v2/api-keys/" + key.at("id")).expect(200).at("spec.secret"));
        as(key).get("/kafka/v3/clusters/" + lkc + "/topics").expect(200);
        as(key).get("/kafka/v3/clusters/" + other + "/topics").expect(404);
        as(key).get("/org/v2/environments").expect(401);
    }

    @Test
    void aKeyWithoutARoleMayTryItselfAndNothingElse() {
        ApiClient kim = newOrganization();
        String lkc = newCluster(kim, "orders");

        ApiClient key = as(newKey(kim, null, lkc));

        ApiClient.Answer topics =
                key.get("/kafka/v3/clusters/" + lkc + "/topics").expect(200);
        assertEquals(0, topics.json().get("data").size());
        key.post("/kafka/v3/clusters/" + lkc + "/topics", "{\"topic_name\":\"t\"}")
                .expect(403);
        assertEquals(
                0,
                as(newKey(kim, null, null))
                        .get("/org/v2/environments")
                        .expect(200)
                        .json()
                        .get("data")
                        .size());
    }

    @Test
    void aCloudKeyManagesWithoutSessionOrCsrf() {
        ApiClient kim = newOrganization();

        ApiClient.Answer key = newKey(kim, "OrganizationAdmin", null);

        assertEquals("Cloud", key.at("spec.resource.kind"));
        String made = as(key).post("/org/v2/environments", "{\"display_name\":\"staging\"}")
                .expect(201)
                .at("id");
        as(key).get("/org/v2/environments/" + made).expect(200);
        as(key).get("/api/v1/me").expect(401);
        kim.delete("/iam/v2/api-keys/" + key.at("id")).expect(204);
        as(key).get("/org/v2/environments").expect(401);
        kim.get("/iam/v2/api-keys/" + key.at("id")).expect(404);
    }

    @Test
    void anotherOrganizationSeesNothing() {
        ApiClient kim = newOrganization();
        String lkc = newCluster(kim, "orders");
        ApiClient.Answer key = newKey(kim, "ClusterAdmin", lkc);
        ApiClient eve = newOrganization();

        String foreign = eve.get("/cmk/v2/clusters/" + lkc).expect(404).at("errors.0.detail");
        String unknown = eve.get("/cmk/v2/clusters/lkc-nothing").expect(404).at("errors.0.detail");

        assertEquals(foreign.replace(lkc, "X"), unknown.replace("lkc-nothing", "X"));
        eve.get("/iam/v2/api-keys/" + key.at("id")).expect(404);
        eve.get("/kafka/v3/clusters/" + lkc + "/topics").expect(404);
        eve.get("/api/v1/clusters/" + lkc + "/connect").expect(404);
        eve.delete("/cmk/v2/clusters/" + lkc).expect(404);
    }

    @Test
    void listsArePagedAndTheLastPageHasNoNext() {
        ApiClient kim = newOrganization();
        for (int i = 0; i < 4; i++) {
            kim.post("/org/v2/environments", "{\"display_name\":\"e" + i + "\"}")
                    .expect(201);
        }

        ApiClient.Answer first = kim.get("/org/v2/environments?page_size=3").expect(200);
        String next = first.at("metadata.next");
        ApiClient.Answer second = kim.get(next.substring(next.indexOf("/org/"))).expect(200);

        assertEquals(3, first.json().get("data").size());
        assertEquals(2, second.json().get("data").size());
        assertFalse(second.text().contains("\"next\""), second.text());
        assertEquals("e3", second.at("data.1.display_name"));
    }

    @Test
    void theLastEnvironmentAndOneWithClustersStay() {
        ApiClient kim = newOrganization();
        String environment = environmentOf(kim);
        assertEquals(
                "last_environment",
                kim.delete("/org/v2/environments/" + environment).expect(409).at("errors.0.code"));
        newCluster(kim, "orders");
        kim.post("/org/v2/environments", "{\"display_name\":\"other\"}").expect(201);

        assertEquals(
                "environment_not_empty",
                kim.delete("/org/v2/environments/" + environment).expect(409).at("errors.0.code"));
    }

    @Test
    void errorsNameTheFieldAndTheLimit() {
        ApiClient kim = newOrganization();

        ApiClient.Answer tooLong = kim.post("/org/v2/environments", "{\"display_name\":\"" + "x".repeat(70) + "\"}")
                .expect(400);

        assertEquals("/display_name", tooLong.at("errors.0.source.pointer"));
        assertEquals("display_name has 70 characters; at most 64 are allowed.", tooLong.at("errors.0.detail"));
        assertEquals(tooLong.header("Naru-Request-Id"), tooLong.at("errors.0.id"));
        ApiClient.Answer malformed = kim.post("/org/v2/environments", "{").expect(400);
        assertFalse(malformed.text().contains("jackson"), malformed.text());
        assertNotNull(malformed.at("errors.0.detail"));
        kim.get("/org/v2/environments?page_size=0").expect(400);
        kim.get("/org/v2/nothing").expect(404);
    }

    @Test
    void serviceAccountsAreFoundByAnyOfSeveralNames() {
        ApiClient kim = newOrganization();
        for (String name : new String[] {"a", "b", "c"}) {
            kim.post("/iam/v2/service-accounts", "{\"display_name\":\"" + name + "\"}")
                    .expect(201);
        }

        ApiClient.Answer found = kim.get("/iam/v2/service-accounts?display_name=a&display_name=c")
                .expect(200);

        assertEquals(2, found.json().get("data").size());
        assertEquals("ServiceAccount", found.at("data.0.kind"));
    }

    @Test
    void deletingAServiceAccountRevokesItsKeys() {
        ApiClient kim = newOrganization();
        ApiClient.Answer key = newKey(kim, "OrganizationAdmin", null);

        kim.delete("/iam/v2/service-accounts/" + key.at("spec.owner.id")).expect(204);

        as(key).get("/org/v2/environments").expect(401);
    }
}
