package io.naru.broker.group.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a member said of itself when it joined.
///
/// @param protocols in the member's order of preference
public record MemberProfile(
        @Nullable String instanceId,
        String clientId,
        String clientHost,
        int sessionTimeoutMs,
        int rebalanceTimeoutMs,
        List<Protocol> protocols) {

    private static final byte[] NONE = {};

    /// A protocol and what the member wants to say under it; opaque here.
    public record Protocol(String name, byte[] metadata) {}

    public boolean supports(String protocol) {
        return protocols.stream().anyMatch(each -> each.name().equals(protocol));
    }

    public byte[] metadataFor(@Nullable String protocol) {
        for (Protocol each : protocols) {
            if (each.name().equals(protocol)) {
                return each.metadata();
            }
        }
        return NONE;
    }

    /// The member's first choice among the candidates.
    public @Nullable String vote(Set<String> candidates) {
        for (Protocol each : protocols) {
            if (candidates.contains(each.name())) {
                return each.name();
            }
        }
        return null;
    }

    public boolean hasSameProtocols(MemberProfile other) {
        if (protocols.size() != other.protocols.size()) {
            return false;
        }
        for (int i = 0; i < protocols.size(); i++) {
            Protocol mine = protocols.get(i);
            Protocol theirs = other.protocols.get(i);
            if (!mine.name().equals(theirs.name()) || !Arrays.equals(mine.metadata(), theirs.metadata())) {
                return false;
            }
        }
        return true;
    }

    public Set<String> protocolNames() {
        return protocols.stream().map(Protocol::name).collect(Collectors.toUnmodifiableSet());
    }

    /// About how much of a group's record this profile takes.
    public long sizeBytes() {
        long bytes = 64L + clientId.length() + clientHost.length() + (instanceId == null ? 0 : instanceId.length());
        for (Protocol each : protocols) {
            bytes += each.name().length() + each.metadata().length + 8L;
        }
        return bytes;
    }
}
