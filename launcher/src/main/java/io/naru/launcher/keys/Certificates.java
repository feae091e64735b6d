package io.naru.launcher.keys;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A certificate authority of this machine's own and a server certificate for loopback signed by it, for `up --tls`.
///
/// Made with the JDK's keytool: the JDK has no public API that issues certificates. The authority is kept as long as it
/// is valid, so that clients need to be told once; the server certificate is renewed 30 days before it ends.
public final class Certificates {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final String STORE_PASSWORD = "loopback";

    private final Home home;
    private final Path keytool;

    private Certificates(Home home, Path keytool) {
        this.home = home;
        this.keytool = keytool;
    }

    public static Certificates open(Home home, Path javaHome, Instant now) {
        Certificates certificates = new Certificates(home, javaHome.resolve("bin/keytool"));
        try {
            if (!certificates.endsAfter(certificates.authorityFile(), now.plus(RENEW_BEFORE))) {
                certificates.makeAuthority();
                certificates.makeServer();
            } else if (!certificates.endsAfter(certificates.serverFile(), now.plus(RENEW_BEFORE))) {
                certificates.makeServer();
            }
        } catch (IOException failed) {
            throw home.refusal(failed);
        } catch (GeneralSecurityException broken) {
            throw Refusal.of(
                    "The certificates in %s are damaged (%s); delete that folder's *.pem and *.p12 files.",
                    home.keys(), broken.getMessage());
        }
        return certificates;
    }

    private boolean endsAfter(Path file, Instant moment) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate first = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .iterator()
                    .next();
            return first.getNotAfter().toInstant().isAfter(moment);
        }
    }

    private void makeAuthority() throws IOException, GeneralSecurityException {
        Path store = home.keys().resolve("authority.p12");
        Files.deleteIfExists(store);
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-dname",
                "CN=Naru local authority",
                "-ext",
                "bc:c=ca:true,pathlen:0",
                "-ext",
                "ku:c=keyCertSign,cRLSign");
        Certificate authority = load(store).getCertificate("ca");
        Pem.writeSecret(authorityFile(), Pem.text("CERTIFICATE", authority.getEncoded()));
    }

    private void makeServer() throws IOException, GeneralSecurityException {
        Path store = home.keys().resolve("server.p12");
        Path authority = home.keys().resolve("authority.p12");
        Path request = home.keys().resolve("server.csr");
        Path signed = home.keys().resolve("server.signed.pem");
        Files.deleteIfExists(store);
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "365",
                "-dname",
                "CN=localhost");
        keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-validity",
                "365",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                "-ext",
                "ku:c=digitalSignature",
                "-ext",
                "eku=serverAuth");
        byte[] key = load(store).getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
        Pem.writeSecret(serverKeyFile(), Pem.text("PRIVATE KEY", key));
        Pem.writeSecret(serverFile(), Files.readString(signed) + Files.readString(authorityFile()));
        Files.delete(request);
        Files.delete(signed);
        Files.delete(store);
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
    }

    private void keytool(Path store, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(keytool.toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw Refusal.of("The certificates for --tls can't be made: %s", said.strip());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Refusal.of("Stopped while making certificates.");
        }
    }

    /// What clients trust.
    public Path authorityFile() {
        return home.keys().resolve("authority.pem");
    }

    /// The server's certificate and its authority.
    public Path serverFile() {
        return home.keys().resolve("server.pem");
    }

    public Path serverKeyFile() {
        return home.keys().resolve("server.key.pem");
    }
}
