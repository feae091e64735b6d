package io.naru.e2e.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The OpenID provider of `src/test/node/identity-provider.cjs`, in a process of its own.
public final class IdentityProvider implements AutoCloseable {
    private static final String READY = "READY ";

    private final Process process;
    private final String issuer;

    private IdentityProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /// Skips the story, saying why, where its library cannot be installed.
    public static IdentityProvider start(String clientSecret, String redirectUrl) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "node", Installed.SOURCES.resolve("node/identity-provider.cjs").toString(), clientSecret, redirectUrl));
        builder.environment().put("NODE_PATH", Installed.nodeModules().toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(READY)) {
                    return new IdentityProvider(process, line.substring(READY.length()));
                }
            }
            assumeTrue(false, "left out: the identity provider does not start");
            throw new IllegalStateException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return issuer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
