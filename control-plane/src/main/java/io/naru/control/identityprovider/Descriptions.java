package io.naru.control.identityprovider;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What identity providers say of themselves (OpenID Connect Discovery 1.0), and their keys. Both are kept
/// for some minutes; a key that is not among those kept has the keys fetched again, at most every half
/// minute.
@Singleton
class Descriptions {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final long KEYS_KEPT_MS = 600_000;
    private static final long KEYS_WAIT_MS = 15_000;
    private static final int MOST_KEPT = 500;
    private static final String PATH = "/.well-known/openid-configuration";

    /// One provider.
    record Description(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant readAt) {
        private boolean isFresh() {
            return readAt.isAfter(Instant.now().minus(KEPT));
        }
    }

    private final ProviderHttp http;
    private final LinkedHashMap<String, Description> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Description> eldest) {
            return size() > MOST_KEPT;
        }
    };

    Descriptions(ProviderHttp http) {
        this.http = http;
    }

    Description of(String issuer) throws ProviderFailure {
        Optional<Description> known = known(issuer);
        return known.isPresent() && known.get().isFresh() ? known.get() : read(issuer);
    }

    /// Asks even when it is known.
    Description read(String issuer) throws ProviderFailure {
        OIDCProviderMetadata metadata = fetch(issuer);
        URI keys = metadata.getJWKSetURI();
        Description read = new Description(
                metadata,
                known(issuer)
                        .filter(before -> before.metadata().getJWKSetURI().equals(keys))
                        .map(Description::keys)
                        .orElseGet(() -> source(keys)),
                Instant.now());
        synchronized (kept) {
            kept.put(issuer, read);
        }
        return read;
    }

    private Optional<Description> known(String issuer) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(issuer));
        }
    }

    private OIDCProviderMetadata fetch(String issuer) throws ProviderFailure {
        URI address = address(issuer);
        OIDCProviderMetadata metadata;
        try {
            metadata = OIDCProviderMetadata.parse(
                    http.retrieveResource(address.toURL()).getContent());
        } catch (GuardedSockets.PrivateAddress e) {
            throw ProviderFailure.unreachable(
                    "The issuer is at a private address. It must be reachable at a public one.");
        } catch (UnknownHostException e) {
            throw ProviderFailure.unreachable("There is no host " + address.getHost() + ".");
        } catch (IOException e) {
            throw ProviderFailure.unreachable("No description of an OpenID provider was got from " + address
                    + " within 10 seconds: status 200 and at most 256 KiB are expected there.");
        } catch (ParseException | RuntimeException e) {
            throw ProviderFailure.unreachable("What is at " + address + " is no description of an OpenID provider.");
        }
        requireSound(issuer, metadata);
        return metadata;
    }

    private URI address(String issuer) throws ProviderFailure {
        try {
            URI named = URI.create(issuer);
            if (http.allows(named) && named.getQuery() == null && named.getFragment() == null) {
                return URI.create(issuer.replaceAll("/+$", "") + PATH);
            }
        } catch (IllegalArgumentException e) {
            throw notAnIssuer();
        }
        throw notAnIssuer();
    }

    private static ProviderFailure notAnIssuer() {
        return ProviderFailure.unreachable(
                "The issuer must be an https:// address without user, query and fragment, as the provider shows it.");
    }

    private void requireSound(String issuer, OIDCProviderMetadata metadata) throws ProviderFailure {
        if (!metadata.getIssuer().getValue().equals(issuer)) {
            throw ProviderFailure.unreachable("The provider names itself otherwise than the issuer that was given."
                    + " They must be equal, a slash at the end too.");
        }
        if (!http.allows(metadata.getAuthorizationEndpointURI())
                || !http.allows(metadata.getTokenEndpointURI())
                || !http.allows(metadata.getJWKSetURI())) {
            throw ProviderFailure.unreachable(
                    "The provider's description lacks an https:// address for authorization," + " tokens or keys.");
        }
    }

    private JWKSource<SecurityContext> source(URI keys) {
        try {
            return JWKSourceBuilder.create(keys.toURL(), http)
                    .cache(KEYS_KEPT_MS, KEYS_WAIT_MS)
                    .refreshAheadCache(false)
                    .build();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
