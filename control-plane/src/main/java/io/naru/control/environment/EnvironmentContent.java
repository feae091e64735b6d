package io.naru.control.environment;

import io.naru.control.access.Tenant;

/// What lives in environments, asked before one is deleted.
public interface EnvironmentContent {
    /// Called in the caller's transaction, while the environment is locked.
    boolean hasClusters(Tenant tenant, String environmentId);
}
