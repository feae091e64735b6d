package io.naru.launcher.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void prepare() {
        home = Home.at(folder.resolve("home"));
        home.prepare();
    }

    @Test
    void makesSecretsOnceAndForTheirOwnerOnly() throws Exception {
        String first = Files.readString(Keys.open(home).cellSecretFile());

        String second = Files.readString(Keys.open(home).cellSecretFile());

        assertThat(second).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Keys.open(home).tokenPrivateKeyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesADamagedKeyInOneSentence() throws Exception {
        Files.writeString(Keys.open(home).tokenPrivateKeyFile(), "-----BEGIN PRIVATE KEY-----\nMC4\n");

        assertThatThrownBy(() -> Keys.open(home)).isInstanceOf(Refusal.class).hasMessageContaining("is damaged");
    }

    @Test
    void signsAServerCertificateForLoopbackThatItsAuthorityVouchesFor() throws Exception {
        Certificates certificates = Certificates.open(home, Path.of(System.getProperty("java.home")), Instant.now());

        X509Certificate authority = read(certificates.authorityFile());
        X509Certificate server = read(certificates.serverFile());
        server.verify(authority.getPublicKey());
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .contains("localhost", "127.0.0.1");
        assertThat(server.getExtendedKeyUsage()).isEqualTo(List.of("1.3.6.1.5.5.7.3.1"));
        assertThat(authority.getBasicConstraints()).isZero();
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .iterator()
                    .next();
        }
    }
}
