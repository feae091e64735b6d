package io.naru.control.runtime;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.http.TrustedProxies;
import io.naru.control.identityprovider.ProviderTrust;
import io.naru.control.mail.MailRoute;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/// A control plane in this JVM on a database of its own.
public final class RunningControlPlane implements AutoCloseable {
    private final ControlPlane controlPlane;
    private final String databaseUrl;

    private RunningControlPlane(ControlPlane controlPlane, String databaseUrl) {
        this.controlPlane = controlPlane;
        this.databaseUrl = databaseUrl;
    }

    public static RunningControlPlane start(String cellBootstrap, String cellSecret, String tokenKeyPem) {
        return start(TestPostgres.newDatabase(), cellBootstrap, cellSecret, tokenKeyPem);
    }

    public static RunningControlPlane start(
            String databaseUrl, String cellBootstrap, String cellSecret, String tokenKeyPem) {
        return start(databaseUrl, cellBootstrap, cellSecret, tokenKeyPem, new MailRoute.Mailbox());
    }

    public static RunningControlPlane start(
            String databaseUrl, String cellBootstrap, String cellSecret, String tokenKeyPem, MailRoute mail) {
        return start(databaseUrl, cellBootstrap, cellSecret, tokenKeyPem, mail, TrustedProxies.none());
    }

    public static RunningControlPlane start(
            String databaseUrl,
            String cellBootstrap,
            String cellSecret,
            String tokenKeyPem,
            MailRoute mail,
            TrustedProxies proxies) {
        try {
            Settings settings = new Settings(
                    "127.0.0.1",
                    0,
                    databaseUrl,
                    cellBootstrap,
                    "cell-local",
                    cellSecret,
                    tokenKeyPem,
                    "127.0.0.1:9092",
                    "SASL_PLAINTEXT",
                    null,
                    "http://127.0.0.1:8080",
                    null,
                    mail,
                    proxies,
                    ProviderTrust.OWN);
            return new RunningControlPlane(ControlPlane.start(settings), databaseUrl);
        } catch (BadStart e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair newTokenKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    public String databaseUrl() {
        return databaseUrl;
    }

    public String base() {
        return "http://127.0.0.1:" + controlPlane.port();
    }

    public ApiClient anonymous() {
        return ApiClient.anonymous(base());
    }

    public <T> T bean(Class<T> type) {
        return controlPlane.bean(type);
    }

    @Override
    public void close() {
        controlPlane.close();
    }
}
