package io.naru.control.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A role at a scope.
public record Grant(Role role, Scope scope) {
    /// How grants travel in one column of the query that recognises a caller: `role/environment/lkc`
    /// joined by commas, with nothing for what the scope does not name.
    public static List<Grant> list(String column) {
        return Arrays.stream(column.split(","))
                .filter(text -> !text.isEmpty())
                .flatMap(Grant::read)
                .toList();
    }

    /// Nothing for a role of a later release.
    private static Stream<Grant> read(String text) {
        String[] parts = text.split("/", -1);
        Optional<Role> role = Role.of(parts[0]);
        return role.map(known -> new Grant(known, scope(parts[1], parts[2]))).stream();
    }

    private static Scope scope(String environmentId, String lkc) {
        if (environmentId.isEmpty()) {
            return Scope.organization();
        }
        return lkc.isEmpty() ? new Scope.Environment(environmentId) : new Scope.Cluster(environmentId, lkc);
    }
}
