package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.web.router.Router;
import io.naru.control.fixture.ApiClient;
import io.naru.control.runtime.RunningControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The contract is written first; the server has exactly its paths and methods.
class ContractTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static Map<String, Map<String, Object>> paths;
    private static RunningControlPlane controlPlane;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream stream =
                ContractTest.class.getClassLoader().getResourceAsStream("contracts/openapi/naru.yaml")) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(stream);
            paths = document.get("paths");
        }
        controlPlane = SharedControlPlane.get();
    }

    @Test
    void theServerHasThePathsOfTheContractAndNoOthers() {
        Set<String> described = new TreeSet<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (METHODS.contains(method) && !isPlanned((Map<?, ?>) operation)) {
                described.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }));
        Set<String> served = controlPlane
                .bean(Router.class)
                .uriRoutes()
                .map(SharedControlPlane::nameOf)
                .filter(route -> !route.startsWith("HEAD ") && !route.startsWith("OPTIONS "))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> missing = new TreeSet<>(described);
        missing.removeAll(served);
        Set<String> undescribed = new TreeSet<>(served);
        undescribed.removeAll(described);
        assertEquals(Set.of(), missing, "described but not served");
        assertEquals(Set.of(), undescribed, "served but not described");
    }

    @Test
    void everyOperationThatNeedsACallerRefusesNobody() {
        ApiClient nobody = controlPlane.anonymous();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (METHODS.contains(method) && needsCaller((Map<?, ?>) operation)) {
                String concrete = path.replace("{partition_id}", "0").replaceAll("\\{[a-z_]+}", "1");
                String body = method.equals("get") || method.equals("delete") ? null : "{}";
                assertEquals(
                        401,
                        nobody.send(method.toUpperCase(Locale.ROOT), concrete, body)
                                .status(),
                        method + " " + path);
            }
        }));
    }

    @Test
    void whoeverCallsIsToldThatCallsAreCounted() {
        Set<String> silent = new TreeSet<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (METHODS.contains(method)
                    && needsCaller((Map<?, ?>) operation)
                    && !((Map<?, ?>) ((Map<?, ?>) operation).get("responses")).containsKey("429")) {
                silent.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }));

        assertEquals(Set.of(), silent, "answer 429 when their caller calls too often, and do not say so");
    }

    /// Agreed upon, so that pages can be made for it, but not served yet.
    private static boolean isPlanned(Map<?, ?> operation) {
        return Boolean.TRUE.equals(operation.get("x-planned"));
    }

    private static boolean needsCaller(Map<?, ?> operation) {
        if (isPlanned(operation)) {
            return false;
        }
        List<?> security = (List<?>) operation.get("security");
        return security == null || !security.isEmpty() && !security.contains(Map.of());
    }

    @Test
    void theDescriptionAndItsPageAreServed() {
        ApiClient anybody = controlPlane.anonymous();

        ApiClient.Answer yaml = anybody.get("/openapi.yaml").expect(200);
        ApiClient.Answer page = anybody.get("/docs/api").expect(200);

        assertTrue(yaml.text().startsWith("openapi: 3.1"));
        assertTrue(yaml.header("Content-Type").startsWith("application/yaml"));
        for (String path : paths.keySet()) {
            assertTrue(page.text().contains(path), path);
        }
        assertTrue(!page.text().contains("http://") || !page.text().contains("src=\"http"), "nothing from other hosts");
        String policy = page.header("Content-Security-Policy");
        assertTrue(!policy.contains("unsafe"), policy);
    }

    @Test
    void whatIsNowhereIsAnErrorInTheShapeOfItsFamily() {
        ApiClient anybody = controlPlane.anonymous();

        assertEquals("not_found", anybody.get("/api/v1/nothing").expect(404).at("errors.0.code"));
        assertEquals("404", anybody.get("/kafka/v3/nothing").expect(404).at("error_code"));
        assertEquals(
                "method_not_allowed",
                anybody.delete("/api/v1/login").expect(405).at("errors.0.code"));
    }

    @Test
    void theServerIsAliveAndReady() {
        assertEquals(
                "UP", controlPlane.anonymous().get("/health/live").expect(200).at("status"));
        assertEquals(
                "UP", controlPlane.anonymous().get("/health/ready").expect(200).at("status"));
    }
}
