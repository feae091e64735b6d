package io.naru.broker.discovery;

import io.naru.broker.tenancy.Principal;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/// Makes topics that somebody merely asked about. Only the test listener does so.
public interface AutoCreation {
    /// Makes those that are not there.
    ///
    /// @return completes, never exceptionally, when each topic is there or could not be made
    CompletionStage<?> create(Principal principal, Collection<String> names);
}
