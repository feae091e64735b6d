package io.naru.control.mail;

import io.naru.control.fixture.Await;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server on this machine that takes mails over STARTTLS from who logs in, and keeps them.
final class MailServerForTests implements AutoCloseable {
    private static final String USER = "naru";
    private static final String PASSWORD = "the mail server's password";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    record Delivered(String recipient, String user, MimeMessage message) {}

    private record Rejection(int code, String words) {}

    private final int port;
    private final @Nullable KeyStore identity;
    private final List<Delivered> mails = new CopyOnWriteArrayList<>();
    private volatile Optional<Rejection> rejection = Optional.empty();
    private SMTPServer running;

    private MailServerForTests(@Nullable KeyStore identity) {
        this.port = freePort();
        this.identity = identity;
        this.running = begin();
    }

    static MailServerForTests start() {
        return new MailServerForTests(newIdentity());
    }

    static MailServerForTests startWithoutTls() {
        return new MailServerForTests(null);
    }

    MailRoute.Smtp route() {
        return new MailRoute.Smtp(
                "localhost",
                port,
                MailRoute.Security.STARTTLS,
                new MailRoute.Login(USER, PASSWORD),
                "Naru <naru@naru.example>",
                identity == null ? null : certificate(identity));
    }

    private SMTPServer begin() {
        SMTPServer.Builder builder = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandler((context, _, to, bytes) -> take(context, to, bytes))
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, _) -> {
                    if (!user.equals(USER) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException();
                    }
                }))
                .requireAuth();
        if (identity != null) {
            builder = builder.enableTLS().requireTLS().startTlsSocketFactory(context(identity));
        }
        SMTPServer server = builder.build();
        server.start();
        return server;
    }

    private void take(MessageContext context, String to, byte[] bytes) throws RejectException {
        Optional<Rejection> refused = rejection;
        if (refused.isPresent()) {
            throw new RejectException(refused.get().code(), refused.get().words());
        }
        try {
            Optional<Object> user = context.getAuthenticationHandler().map(AuthenticationHandler::getIdentity);
            mails.add(new Delivered(
                    to,
                    user.map(Object::toString).orElse(""),
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes))));
        } catch (MessagingException e) {
            throw new RejectException(554, e.toString());
        }
    }

    void refuse(int code, String words) {
        rejection = Optional.of(new Rejection(code, words));
    }

    void takeEverything() {
        rejection = Optional.empty();
    }

    void stop() {
        running.stop();
    }

    void startAgain() {
        running = begin();
    }

    int received() {
        return mails.size();
    }

    boolean hasMailTo(String recipient) {
        return mails.stream().anyMatch(mail -> mail.recipient().equals(recipient));
    }

    Delivered awaitMailTo(String recipient) {
        Await.until("a mail to " + recipient, () -> hasMailTo(recipient));
        return mails.stream()
                .filter(mail -> mail.recipient().equals(recipient))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        running.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext context(KeyStore identity) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, STORE_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String certificate(KeyStore identity) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(identity.getCertificate("mail").getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore newIdentity() {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "mail");
            Path store = directory.resolve("identity.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "mail",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            new String(STORE_PASSWORD))
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + keytool.exitValue());
            }
            return KeyStore.getInstance(store.toFile(), STORE_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
