package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.naru.control.fixture.ApiClient;
import io.naru.control.runtime.RunningControlPlane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ManagementApiTest {
    private static RunningControlPlane controlPlane;

    @BeforeAll
    static void start() {
        controlPlane = RunningControlPlane.start(
                "127.0.0.1:1", "cell-secret", RunningControlPlane.pem(RunningControlPlane.newTokenKey()));
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @Test
    void aSignUpMakesOrganizationUserAndEnvironmentAndLogsIn() {
        ApiClient kim = controlPlane.anonymous().signUp("kim@one.example", "One");

        ApiClient.Answer me = kim.get("/api/v1/me").expect(200);
        ApiClient.Answer environments = kim.get("/org/v2/environments").expect(200);

        assertEquals("One", me.at("organization.display_name"));
        assertEquals("OrganizationAdmin", me.at("role"));
        assertEquals("default", environments.at("data.0.display_name"));
        assertEquals(1, environments.json().get("data").size());
        assertNotNull(me.header("Naru-Request-Id"));
    }
}
