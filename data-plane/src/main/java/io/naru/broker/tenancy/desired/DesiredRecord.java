package io.naru.broker.tenancy.desired;

import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.JsonObject;
import io.naru.broker.systemtopic.MalformedJson;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One record of `__naru_desired`, understood as far as this release goes.
sealed interface DesiredRecord {
    String TOPIC_WISH = "topic_wish";

    /// The record's key, `kind/id`.
    String key();

    /// A record that carries a value.
    sealed interface Valued extends DesiredRecord {
        long version();

        /// The value as it came: the snapshot keeps it, so that a later release finds what this one did not know.
        byte[] value();
    }

    record OfCluster(String key, long version, byte[] value, LogicalCluster cluster) implements Valued {}

    record OfApiKey(String key, long version, byte[] value, ApiKey apiKey) implements Valued {}

    /// A principal's role.
    ///
    /// @param grantee `lkc/principal`
    /// @param rights null when a role was taken away
    record OfRole(
            String key,
            long version,
            byte[] value,
            String grantee,
            @Nullable Set<Right> rights) implements Valued {}

    record OfTokenKey(String key, long version, byte[] value, TokenKey tokenKey) implements Valued {}

    record OfTopicWish(String key, long version, byte[] value, TopicWish wish) implements Valued {}

    /// A kind of a later release.
    record OfUnknownKind(String key, long version, byte[] value, String kind) implements Valued {}

    /// The resource is gone for good.
    record Tombstone(String key) implements DesiredRecord {
        String kind() {
            return key.substring(0, Math.max(key.indexOf('/'), 0));
        }

        String id() {
            return key.substring(key.indexOf('/') + 1);
        }
    }

    static DesiredRecord parse(byte[] key, byte @Nullable [] value) throws MalformedJson {
        String name = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            return new Tombstone(name);
        }
        Envelope envelope = Envelope.parse(value);
        if (!name.equals(envelope.kind() + "/" + envelope.id())) {
            throw new MalformedJson("the record's key is not the kind and id of its value");
        }
        if (envelope.format() != Envelope.FORMAT) {
            return new OfUnknownKind(name, envelope.version(), value, envelope.kind());
        }
        long version = envelope.version();
        return switch (envelope.kind()) {
            case "lkc" -> new OfCluster(name, version, value, cluster(envelope));
            case "api_key" -> new OfApiKey(name, version, value, apiKey(envelope));
            case "role" -> role(name, value, envelope);
            case TOPIC_WISH -> new OfTopicWish(name, version, value, topicWish(envelope));
            case "token_key" -> new OfTokenKey(name, version, value, tokenKey(envelope));
            default -> new OfUnknownKind(name, version, value, envelope.kind());
        };
    }

    private static LogicalCluster cluster(Envelope envelope) throws MalformedJson {
        LogicalCluster.Status status = switch (envelope.state().string("status")) {
            case "ACTIVE" -> LogicalCluster.Status.ACTIVE;
            case "DELETING" -> LogicalCluster.Status.DELETING;
            default -> LogicalCluster.Status.UNKNOWN;
        };
        boolean deleting = status == LogicalCluster.Status.DELETING;
        return new LogicalCluster(
                envelope.id(), status, deleting ? envelope.state().number("deleting_since_ms") : 0);
    }

    private static ApiKey apiKey(Envelope envelope) throws MalformedJson {
        JsonObject state = envelope.state();
        ApiKey.Status status = switch (state.string("status")) {
            case "ACTIVE" -> ApiKey.Status.ACTIVE;
            case "REVOKED" -> ApiKey.Status.REVOKED;
            default -> ApiKey.Status.UNKNOWN;
        };
        List<Verifier> verifiers = new ArrayList<>();
        for (JsonObject verifier : state.objects("verifiers")) {
            if (verifier.string("algorithm").equals(Verifier.ALGORITHM)) {
                verifiers.add(new Verifier(
                        bytes(verifier, "salt"),
                        bytes(verifier, "hash"),
                        verifier.number("valid_until_ms", Long.MAX_VALUE)));
            }
        }
        return new ApiKey(
                envelope.id(),
                envelope.version(),
                state.string("lkc"),
                state.string("principal"),
                rights(state),
                status,
                List.copyOf(verifiers),
                state.number("expires_ms", Long.MAX_VALUE));
    }

    private static DesiredRecord role(String name, byte[] value, Envelope envelope) throws MalformedJson {
        JsonObject state = envelope.state();
        String grantee = DesiredState.grantee(state.string("lkc"), state.string("principal"));
        if (!grantee.equals(envelope.id())) {
            throw new MalformedJson("the role's id is not its lkc and principal");
        }
        return new OfRole(name, envelope.version(), value, grantee, rights(state));
    }

    private static @Nullable Set<Right> rights(JsonObject state) throws MalformedJson {
        String label = state.optionalString("role");
        return label == null ? null : Role.rightsOf(label);
    }

    private static TokenKey tokenKey(Envelope envelope) throws MalformedJson {
        JsonObject state = envelope.state();
        boolean active = state.string("status").equals("ACTIVE")
                && state.string("algorithm").equals("EdDSA");
        return new TokenKey(
                envelope.id(), envelope.version(), bytes(state, "public_key"), bytes(state, "root_signature"), active);
    }

    private static TopicWish topicWish(Envelope envelope) throws MalformedJson {
        JsonObject state = envelope.state();
        TopicWish.Action action = switch (state.string("action")) {
            case "restore" -> new TopicWish.Action.Restore(state.string("name"));
            case "purge" -> new TopicWish.Action.Purge();
            default -> new TopicWish.Action.Unknown();
        };
        return new TopicWish(
                envelope.version(),
                state.string("lkc"),
                topicId(envelope.id()),
                state.number("binned_version"),
                state.string("principal"),
                action);
    }

    private static UUID topicId(String text) throws MalformedJson {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == 2 * Long.BYTES) {
                ByteBuffer halves = ByteBuffer.wrap(bytes);
                return new UUID(halves.getLong(), halves.getLong());
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new MalformedJson("`" + text + "` is no topic id");
    }

    private static byte[] bytes(JsonObject object, String name) throws MalformedJson {
        try {
            return Base64.getDecoder().decode(object.string(name));
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("the member `" + name + "` is not base64");
        }
    }
}
