package io.naru.control.runtime;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.naru.control.cell.CellAddress;
import io.naru.control.cell.TokenMinter;
import io.naru.control.cluster.ClientAccess;
import io.naru.control.http.PublicUrls;
import io.naru.control.login.SessionKey;
import io.naru.control.seal.SealKey;
import java.net.BindException;
import java.util.HashMap;
import java.util.Map;

/// The process. [#main] starts it from the environment; tests start the same thing with settings of their
/// own.
public final class ControlPlane implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private ControlPlane(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.out.print(Settings.HELP);
            System.exit(arguments[0].equals("--help") ? 0 : 2);
        }
        try {
            ControlPlane running = start(Settings.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(running::close));
            System.out.println("READY http=" + running.server.getHost() + ":" + running.port());
        } catch (BadStart e) {
            System.err.println("naru-control-plane: " + e.getMessage());
            System.exit(2);
        }
    }

    public static ControlPlane start(Settings settings) throws BadStart {
        TokenMinter minter;
        try {
            minter = TokenMinter.of(settings.tokenPrivateKeyPem(), settings.cellId());
        } catch (IllegalArgumentException e) {
            throw new BadStart(
                    "the file of NARU_TOKEN_PRIVATE_KEY_FILE is not an Ed25519 private key in PEM (PKCS#8).");
        }
        Migrations.run(settings.databaseUrl());
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .properties(properties(settings))
                .singletons(
                        minter,
                        SessionKey.derivedFrom(settings.tokenPrivateKeyPem()),
                        SealKey.derivedFrom(settings.tokenPrivateKeyPem()),
                        new CellAddress(settings.cellBootstrap(), settings.cellSecret()),
                        new ClientAccess(settings.clientBootstrap(), settings.clientSecurity(), settings.clientCaPem()),
                        new PublicUrls(settings.publicUrl()),
                        settings.mail(),
                        settings.proxies(),
                        settings.providerTrust())
                .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            return new ControlPlane(context, server);
        } catch (ServerStartupException e) {
            context.close();
            throw new BadStart(
                    e.getCause() instanceof BindException
                                    || String.valueOf(e.getMessage()).contains("in use")
                            ? "port " + settings.httpPort() + " on " + settings.httpHost()
                                    + " is taken; end what listens there, or set NARU_HTTP_PORT."
                            : "the HTTP server cannot start: " + e.getMessage());
        }
    }

    private static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", settings.httpHost());
        properties.put("micronaut.server.port", settings.httpPort() == 0 ? -1 : settings.httpPort());
        properties.put(
                "micronaut.security.token.jwt.signatures.secret.generator.secret",
                SessionKey.derivedFrom(settings.tokenPrivateKeyPem()).base64());
        properties.put("datasources.default.url", settings.databaseUrl());
        properties.put("datasources.relay.url", settings.databaseUrl());
        if (settings.localDirectory() != null) {
            properties.put("naru.local.directory", settings.localDirectory().toString());
        }
        return properties;
    }

    public int port() {
        return server.getPort();
    }

    /// A part of the running process, for tests that pause or look into one.
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
