package io.naru.control.cell;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensions;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/// Gives Kafka's client a fresh token whenever it logs in. The client makes it by its class name, hence
/// public.
public final class TokenLogin implements AuthenticateCallbackHandler {
    static final String MINTER = "naru.token.minter";

    private TokenMinter minter;
    private String lkc;
    private String principal;
    private String grantee;

    @SuppressWarnings("NullAway.Init") // Kafka calls configure before anything else
    public TokenLogin() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        Map<String, ?> options = jaas.getFirst().getOptions();
        minter = (TokenMinter) Objects.requireNonNull(configs.get(MINTER));
        lkc = (String) Objects.requireNonNull(options.get("lkc"));
        principal = (String) Objects.requireNonNull(options.get("principal"));
        grantee = (String) Objects.requireNonNull(options.get("grantee"));
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            switch (callback) {
                case OAuthBearerTokenCallback wanted ->
                    wanted.token(new Bearer(minter.mint(lkc, principal, grantee), principal));
                case SaslExtensionsCallback wanted -> wanted.extensions(SaslExtensions.empty());
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        // Holds nothing that needs closing.
    }

    private record Bearer(TokenMinter.Token token, String principal) implements OAuthBearerToken {
        @Override
        public String value() {
            return token.value();
        }

        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public long lifetimeMs() {
            return token.expiresAt().toEpochMilli();
        }

        @Override
        public String principalName() {
            return principal;
        }

        @Override
        public Long startTimeMs() {
            return token.issuedAt().toEpochMilli();
        }
    }
}
