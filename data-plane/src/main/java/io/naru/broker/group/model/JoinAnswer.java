package io.naru.broker.group.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a join that was not refused leads to.
public sealed interface JoinAnswer {
    /// The caller got an id and has to join again with it (KIP-394).
    record IdGiven(String memberId) implements JoinAnswer {}

    /// A generation began, or goes on.
    ///
    /// @param members everybody with the metadata of the chosen protocol, for the leader; empty for others
    /// @param skipAssignment the leader watches the group but must not assign (KIP-814)
    record Joined(
            String memberId,
            int generation,
            String protocolType,
            String protocol,
            String leader,
            boolean skipAssignment,
            List<Participant> members)
            implements JoinAnswer {}

    record Participant(String memberId, @Nullable String instanceId, byte[] metadata) {}
}
