package io.naru.control.access;

/// Where something may be done: in the whole organization, in an environment, in a cluster. What is
/// allowed in the wider one is allowed in everything inside it.
public sealed interface Scope {
    static Scope organization() {
        return new Organization();
    }

    record Organization() implements Scope {}

    record Environment(String id) implements Scope {}

    /// A cluster.
    ///
    /// @param environmentId the environment that the cluster is in, for ever
    record Cluster(String environmentId, String lkc) implements Scope {}

    /// The kinds of scope, from the widest.
    enum Level {
        ORGANIZATION("organization"),
        ENVIRONMENT("environment"),
        CLUSTER("cluster");

        private final String wire;

        Level(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    default Level level() {
        return switch (this) {
            case Organization() -> Level.ORGANIZATION;
            case Environment(String _) -> Level.ENVIRONMENT;
            case Cluster(String _, String _) -> Level.CLUSTER;
        };
    }

    /// Whether the other is this one or inside it.
    default boolean covers(Scope other) {
        return switch (this) {
            case Organization() -> true;
            case Environment(String id) ->
                switch (other) {
                    case Organization() -> false;
                    case Environment(String inner) -> id.equals(inner);
                    case Cluster(String environmentId, String _) -> id.equals(environmentId);
                };
            case Cluster(String _, String _) -> equals(other);
        };
    }

    /// `organization`, `environment:env-…` or `cluster:lkc-…`.
    default String wire() {
        return switch (this) {
            case Organization() -> "organization";
            case Environment(String id) -> "environment:" + id;
            case Cluster(String _, String lkc) -> "cluster:" + lkc;
        };
    }
}
