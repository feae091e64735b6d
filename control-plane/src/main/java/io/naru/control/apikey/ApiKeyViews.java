package io.naru.control.apikey;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Reference;
import io.naru.control.http.Times;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys as the API shows them.
@Singleton
class ApiKeyViews {
    private static final String API = "iam/v2";

    private final PublicUrls urls;

    ApiKeyViews(PublicUrls urls) {
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(String apiVersion, String kind, String id, ObjectMetadata metadata, Spec spec, Status status) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Spec(
            @Nullable String secret,
            String displayName,
            String description,
            @Nullable String role,
            Reference owner,
            Reference resource,
            @Nullable String expiresAt) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Status(
            String phase,
            @Nullable String lastUsedAt,
            @Nullable String lastAddress,
            @Nullable String lastClientId,
            String refused,
            @Nullable String lastRefusedAt,
            @Nullable String lastRefusedReason,
            @Nullable String lastRefusedAddress,
            @Nullable String oldSecretUntil,
            @Nullable String revokedAt) {}

    ListView list(Paging.Metadata metadata, List<ApiKey> keys) {
        return new ListView(
                API, "ApiKeyList", metadata, keys.stream().map(this::of).toList());
    }

    View of(ApiKey key) {
        return view(key, null);
    }

    View made(ApiKey key, String secret) {
        return view(key, secret);
    }

    private View view(ApiKey key, @Nullable String secret) {
        return new View(
                API,
                "ApiKey",
                key.id(),
                ObjectMetadata.of(
                        urls.at("/iam/v2/api-keys/" + key.id()),
                        "crn://naru/organization=" + key.organizationId() + "/api-key=" + key.id(),
                        key.createdAt(),
                        key.updatedAt()),
                new Spec(
                        secret,
                        key.displayName(),
                        key.description(),
                        key.role(),
                        owner(key.principal()),
                        resource(key.lkc()),
                        Times.textOrNull(key.expiresAt())),
                new Status(
                        key.phase(),
                        Times.textOrNull(key.lastUsedAt()),
                        key.lastAddress(),
                        key.lastClientId(),
                        Long.toString(key.refused()),
                        Times.textOrNull(key.lastRefusedAt()),
                        key.lastRefusedReason(),
                        key.lastRefusedAddress(),
                        Times.textOrNull(key.retiringUntil(Instant.now())),
                        Times.textOrNull(key.revokedAt())));
    }

    private Reference owner(String principal) {
        boolean person = principal.startsWith("u-");
        String path = person ? "/iam/v2/users/" : "/iam/v2/service-accounts/";
        return new Reference(principal, API, person ? "User" : "ServiceAccount", urls.at(path + principal), null);
    }

    private Reference resource(@Nullable String lkc) {
        return lkc == null
                ? new Reference("cloud", API, "Cloud", null, null)
                : new Reference(lkc, "cmk/v2", "Cluster", urls.at("/cmk/v2/clusters/" + lkc), null);
    }
}
