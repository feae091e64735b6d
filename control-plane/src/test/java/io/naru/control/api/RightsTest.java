package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.environmentOf;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import io.naru.control.access.Grant;
import io.naru.control.access.Right;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.DescribedOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of roles over HTTP, cell by cell: a person with each role, given at each scope it can be given
/// at, and one without any, calls every operation of the contract in that cluster, in one beside it and in
/// one of another environment. What the contract's `x-right` and the table say is what happens.
class RightsTest {
    private static final Pattern ID =
            Pattern.compile("\\b(env|lkc|sa|u|rb|inv)-[a-z0-9]+\\b|\\b[0-9a-f]{8}-[0-9a-f-]{27}\\b");
    private static final Map<String, String> NAMES = Map.of(
            "env", "environment_id",
            "lkc", "cluster_id",
            "sa", "service_account_id",
            "u", "user_id",
            "rb", "role_binding_id",
            "inv", "invitation_id");
    private static final Map<String, Right> RIGHTS =
            Arrays.stream(Right.values()).collect(Collectors.toMap(Right::wire, Function.identity()));

    /// What an operation gives or takes: nobody does that with more than they have.
    private static final Map<String, Role> HANDED = Map.of(
            "createApiKey", Role.DEVELOPER_WRITE,
            "createInvitation", Role.DEVELOPER_READ,
            "rotateApiKey", Role.DEVELOPER_READ,
            "createRoleBinding", Role.CLOUD_CLUSTER_ADMIN,
            "deleteRoleBinding", Role.DEVELOPER_READ,
            "removeUser", Role.ORGANIZATION_ADMIN);

    private final ApiClient kim = newOrganization();
    private final String organization = kim.get("/api/v1/me").expect(200).at("organization.id");
    private final Scope.Cluster here = cluster(environmentOf(kim));
    private final Scope.Cluster beside = cluster(here.environmentId());
    private final Scope.Cluster elsewhere = cluster(kim.post("/org/v2/environments", "{\"display_name\":\"elsewhere\"}")
            .expect(201)
            .at("id"));
    private final List<DescribedOperation> operations = DescribedOperation.all();

    @Test
    void everyOperationOfACallerSaysWhichRightItAsksFor() {
        Set<String> known = new TreeSet<>(RIGHTS.keySet());
        known.addAll(List.of("seen", "own"));

        List<String> silent = operations.stream()
                .filter(operation -> operation.rights().isEmpty() || !known.containsAll(operation.rights()))
                .map(operation -> operation + " " + operation.rights())
                .toList();

        assertEquals(List.of(), silent);
    }

    @Test
    void everyRoleDoesOverHttpWhatTheTableSaysAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (Optional<Grant> grant : grants()) {
            ApiClient lee = colleague(grant);
            String mia = idOf(colleague(Optional.of(new Grant(Role.ORGANIZATION_ADMIN, Scope.organization()))));
            for (Scope.Cluster place : List.of(here, beside, elsewhere)) {
                Map<String, String> ids = belongings(place, mia);
                for (DescribedOperation operation : walked(place)) {
                    ApiClient.Answer answer = ask(lee, operation, ids);
                    boolean allowed = answer.status() < 500 && !isRefused(lee, operation, answer, ids);
                    cells++;
                    if (allowed != isMeantToBeAllowed(operation, grant, place)) {
                        wrong.add(grant.map(given -> given.role().wire() + " at "
                                                + given.scope().wire())
                                        .orElse("no role")
                                + ": " + operation + " in " + name(place) + " answered " + answer.status() + " "
                                + answer.text());
                    }
                }
            }
        }

        assertEquals("", String.join("\n", wrong));
        assertTrue(cells > 2_000, cells + " cells");
    }

    private List<Optional<Grant>> grants() {
        return Stream.concat(
                        Stream.of(Optional.<Grant>empty()),
                        Arrays.stream(Role.values())
                                .flatMap(role -> role.levels().stream()
                                        .sorted()
                                        .map(level -> Optional.of(new Grant(
                                                role,
                                                switch (level) {
                                                    case ORGANIZATION -> Scope.organization();
                                                    case ENVIRONMENT -> new Scope.Environment(here.environmentId());
                                                    case CLUSTER -> here;
                                                })))))
                .toList();
    }

    /// Deletions last, so that what they are asked about is still there for the others. What is about the whole
    /// organization is asked once.
    private List<DescribedOperation> walked(Scope.Cluster place) {
        return operations.stream()
                .filter(operation -> !operation.rights().contains("own"))
                .filter(operation -> place.equals(here) || !(scope(operation, place) instanceof Scope.Organization))
                .sorted(Comparator.comparing((DescribedOperation operation) ->
                                operation.method().equals("DELETE"))
                        .thenComparing(DescribedOperation::changes)
                        .thenComparing(DescribedOperation::path))
                .toList();
    }

    private boolean isMeantToBeAllowed(DescribedOperation operation, Optional<Grant> grant, Scope.Cluster place) {
        Scope asked = scope(operation, place);
        if (operation.rights().contains("seen")) {
            return asked instanceof Scope.Organization
                    || grant.map(Grant::scope)
                            .filter(own -> own.covers(asked) || asked.covers(own))
                            .isPresent();
        }
        if (operation.rights().size() > 1) {
            return grant.filter(given -> operation.rights().stream()
                            .anyMatch(right -> given.role().rights().contains(RIGHTS.get(right))))
                    .isPresent();
        }
        return grant.filter(given -> given.scope().covers(asked))
                .map(given -> given.role().rights())
                .filter(rights -> rights.contains(RIGHTS.get(operation.rights().getFirst())))
                .filter(rights -> Optional.ofNullable(HANDED.get(operation.id()))
                        .map(Role::rights)
                        .map(rights::containsAll)
                        .orElse(true))
                .isPresent();
    }

    /// What an operation is about: the cluster or environment that its path, query or body names. A list that
    /// can only be narrowed to one is about all; clusters are listed by environment.
    private static Scope scope(DescribedOperation operation, Scope.Cluster place) {
        if (!operation.changes()
                && !operation.path().contains("{")
                && !operation.id().equals("listClusters")) {
            return Scope.organization();
        }
        String told = operation.path() + operation.query() + operation.body().orElse(Map.of());
        if (told.contains("lkc-")
                || told.contains("{cluster_id}")
                || told.matches(".*\\{(api_key|role_binding)_id}.*")) {
            return place;
        }
        return told.contains("env-") || told.contains("{environment_id}")
                ? new Scope.Environment(place.environmentId())
                : Scope.organization();
    }

    /// Refused for want of a right: told so, or told what is told of an id that never was.
    private boolean isRefused(
            ApiClient caller, DescribedOperation operation, ApiClient.Answer answer, Map<String, String> ids) {
        if (answer.status() != 404) {
            return answer.status() == 403;
        }
        Map<String, String> unknown = new HashMap<>(ids);
        NAMES.forEach((prefix, name) -> unknown.put(name, prefix + "-neverwas00"));
        unknown.put("api_key_id", "NEVERWAS00000000");
        return veiled(ask(caller, operation, unknown), unknown).equals(veiled(answer, ids));
    }

    private static String veiled(ApiClient.Answer answer, Map<String, String> ids) {
        String text = answer.status() + " " + answer.text().replaceAll("\"id\":\"[0-9A-Z]{14}\"", "");
        for (String name : List.of(
                "environment_id",
                "cluster_id",
                "service_account_id",
                "user_id",
                "role_binding_id",
                "api_key_id",
                "invitation_id")) {
            text = text.replace(ids.get(name), name);
        }
        return text;
    }

    private ApiClient.Answer ask(ApiClient caller, DescribedOperation operation, Map<String, String> ids) {
        String url = operation.url(ids::get, example -> filled(example, ids));
        return caller.sendAndLeave(
                operation.method(),
                url,
                operation.body().map(body -> filled(json(body), ids)).orElse(null));
    }

    /// An example with its ids replaced by these, and with a topic that is not there.
    private static String filled(String example, Map<String, String> ids) {
        if (example.equals("orders")) {
            return ids.get("topic_name");
        }
        Matcher matcher = ID.matcher(example);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(ids.getOrDefault(
                found.group(1) == null ? "organization_id" : NAMES.get(found.group(1)), found.group())));
    }

    private static String json(Map<?, ?> body) {
        try {
            return JsonMapper.createDefault().writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Kim's things in a cluster, made for one caller so that nobody else has ended them.
    private Map<String, String> belongings(Scope.Cluster place, String user) {
        String account = kim.post("/iam/v2/service-accounts", "{\"display_name\":\"" + UUID.randomUUID() + "\"}")
                .expect(201)
                .at("id");
        String key = kim.post("/iam/v2/api-keys", """
                {"spec":{"display_name":"k","role":"DeveloperRead","owner":{"id":"%s"},"resource":{"id":"%s"}}}""".formatted(account, place.lkc()))
                .expect(202)
                .at("id");
        String binding = give(account, new Grant(Role.DEVELOPER_READ, place));
        String invitation = kim.post("/iam/v2/invitations", "{\"email\":\"" + UUID.randomUUID() + "@lee.example\"}")
                .expect(201)
                .at("id");
        return Map.ofEntries(
                Map.entry("organization_id", organization),
                Map.entry("environment_id", place.environmentId()),
                Map.entry("cluster_id", place.lkc()),
                Map.entry("service_account_id", account),
                Map.entry("api_key_id", key),
                Map.entry("role_binding_id", binding),
                Map.entry("invitation_id", invitation),
                Map.entry("user_id", user),
                Map.entry("topic_name", "nothing-here"),
                Map.entry("topic_id", "neverwas00neverwas00ne"),
                Map.entry("group_id", "nobody"),
                Map.entry("consumer_id", "consumer-1"),
                Map.entry("partition_id", "0"),
                Map.entry("offset", "0"),
                Map.entry("broker_id", "1"),
                Map.entry("name", "retention.ms"));
    }

    private String give(String principal, Grant grant) {
        String below = switch (grant.scope()) {
            case Scope.Organization() -> "";
            case Scope.Environment(String id) -> "/environment=" + id;
            case Scope.Cluster(String id, String lkc) -> "/environment=" + id + "/cloud-cluster=" + lkc;
        };
        return kim.post("/iam/v2/role-bindings", """
                {"principal":"User:%s","role_name":"%s","crn_pattern":"crn://naru/organization=%s%s"}""".formatted(
                                principal, grant.role().wire(), organization, below))
                .expect(201)
                .at("id");
    }

    private ApiClient colleague(Optional<Grant> grant) {
        ApiClient lee = SharedControlPlane.get().anonymous().signUp(UUID.randomUUID() + "@acme.example", "Lee's");
        String id = SharedControlPlane.letIn(lee, organization);
        grant.ifPresent(given -> give(id, given));
        SharedControlPlane.goTo(lee, organization);
        return lee;
    }

    private static String idOf(ApiClient person) {
        return person.get("/api/v1/me").expect(200).at("user.id");
    }

    /// A cluster that nobody can delete by mistake.
    private Scope.Cluster cluster(String environment) {
        String lkc = kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"%s\",\"environment\":{\"id\":\"%s\"},\"deletion_protection\":true}}"
                                .formatted(UUID.randomUUID(), environment))
                .expect(202)
                .at("id");
        return new Scope.Cluster(environment, lkc);
    }

    private String name(Scope.Cluster place) {
        return place.equals(here)
                ? "the cluster itself"
                : place.equals(beside) ? "the one beside it" : "another environment";
    }
}
