package io.naru.control.cell;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/// The cell's system listener and the secret that opens it.
public record CellAddress(String bootstrap, String secret) {
    /// Client settings that log in as the cell's own principal, with all rights in the lkc `system`.
    public Map<String, Object> asCell(String clientId) {
        Map<String, Object> config = reachable(clientId);
        config.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
        config.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"cell\" password=\""
                        + secret.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
        return config;
    }

    /// Client settings that log in as a principal of a tenant's cluster, by tokens minted when they are
    /// needed.
    Map<String, Object> as(String clientId, CellClients.Identity identity, TokenMinter minter) {
        Map<String, Object> config = reachable(clientId);
        config.put(SaslConfigs.SASL_MECHANISM, "OAUTHBEARER");
        config.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, TokenLogin.class.getName());
        // Log-ins are shared between clients with equal text here, so it names the identity.
        config.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required lkc=\"" + identity.lkc()
                        + "\" principal=\"" + identity.principal() + "\" grantee=\"" + identity.grantee() + "\";");
        config.put(TokenLogin.MINTER, minter);
        return config;
    }

    private Map<String, Object> reachable(String clientId) {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
        return config;
    }
}
