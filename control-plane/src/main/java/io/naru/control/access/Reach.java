package io.naru.control.access;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The part of an organization that some of a caller's grants reach, in the form that lists are queried
/// by. The lists of ids hold an empty one, which is nobody's, so that they are never empty in SQL.
///
/// @param everything whether it is all of it; then the ids do not matter
/// @param environments wholly reached
/// @param clusters reached one by one
public record Reach(boolean everything, List<String> environments, List<String> clusters) {
    /// What the caller sees.
    public static Reach seen(Caller caller) {
        return of(caller, _ -> true);
    }

    /// Where the caller has a right.
    public static Reach of(Caller caller, Right right) {
        return of(caller, grant -> grant.role().rights().contains(right));
    }

    private static Reach of(Caller caller, Predicate<Grant> counts) {
        List<Scope> scopes =
                caller.grants().stream().filter(counts).map(Grant::scope).toList();
        return new Reach(
                scopes.contains(Scope.organization()),
                ids(scopes.stream()
                        .flatMap(scope ->
                                scope instanceof Scope.Environment(String id) ? Stream.of(id) : Stream.empty())),
                ids(scopes.stream()
                        .flatMap(scope -> scope instanceof Scope.Cluster(String _, String lkc)
                                ? Stream.of(lkc)
                                : Stream.empty())));
    }

    private static List<String> ids(Stream<String> found) {
        return Stream.concat(Stream.of(""), found).distinct().toList();
    }
}
