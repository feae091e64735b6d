package io.naru.control.api;

import io.micronaut.web.router.UriRouteInfo;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Cell;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.runtime.RunningControlPlane;
import java.util.UUID;

/// One control plane for all tests of the API; each test signs up as an organization of its own.
public final class SharedControlPlane {
    private static RunningControlPlane running;

    private SharedControlPlane() {}

    public static synchronized RunningControlPlane get() {
        if (running == null) {
            Cell cell = Cell.shared();
            running = RunningControlPlane.start(cell.bootstrap(), cell.secret(), cell.tokenKeyPem());
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        }
        return running;
    }

    /// Method and path as the contract writes them. A route may say what its variable looks like, so that it is not
    /// taken for a path with a verb behind it.
    static String nameOf(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " "
                + route.getUriMatchTemplate().toPathString().replaceAll("\\{([a-z_]+):[^}]*}", "{$1}");
    }

    /// A logged-in administrator of a new organization.
    static ApiClient newOrganization() {
        return get().anonymous().signUp(UUID.randomUUID() + "@acme.example", "Acme");
    }

    /// Makes somebody who is logged in a member of another organization too.
    ///
    /// @return their id
    static String letIn(ApiClient person, String organization) {
        String id = person.get("/api/v1/me").expect(200).at("user.id");
        TestPostgres.execute(
                get().databaseUrl(), "INSERT INTO membership VALUES ('%s', '%s')".formatted(organization, id));
        return id;
    }

    /// Goes on in another organization of theirs.
    static void goTo(ApiClient person, String organization) {
        person.entered(
                person.post("/api/v1/session/organization", "{\"organization_id\":\"%s\"}".formatted(organization))
                        .expect(200));
    }

    static String environmentOf(ApiClient client) {
        return client.get("/org/v2/environments").expect(200).at("data.0.id");
    }

    static String newCluster(ApiClient client, String name) {
        return client.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"%s\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(name, environmentOf(client)))
                .expect(202)
                .at("id");
    }

    /// A key of a new service account.
    static ApiClient.Answer newKey(ApiClient client, String role, String lkc) {
        String account = client.post("/iam/v2/service-accounts", "{\"display_name\":\"" + UUID.randomUUID() + "\"}")
                .expect(201)
                .at("id");
        String resource = lkc == null ? "" : ",\"resource\":{\"id\":\"" + lkc + "\"}";
        String given = role == null ? "" : ",\"role\":\"" + role + "\"";
        return client.post(
                        "/iam/v2/api-keys",
                        "{\"spec\":{\"display_name\":\"k\",\"owner\":{\"id\":\"%s\"}%s%s}}"
                                .formatted(account, resource, given))
                .expect(202);
    }

    static ApiClient as(ApiClient.Answer key) {
        return ApiClient.withKey(get().base(), key.at("id"), key.at("spec.secret"));
    }
}
