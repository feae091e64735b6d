package io.naru.control.serviceaccount;

import io.naru.control.access.Tenant;
import io.naru.control.outbox.Outbox;
import java.util.List;

/// The keys that end with a service account.
public interface ServiceAccountKeys {
    /// Revokes all keys of an account, in the caller's transaction.
    ///
    /// @return what the cell must hear
    List<Outbox.Change> revokeKeysOfOwner(Tenant tenant, String principal);
}
