package io.naru.launcher.keys;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// What the parts must share and nobody else may know.
public final class Keys {
    private final Home home;

    private Keys(Home home) {
        this.home = home;
    }

    /// Opens the keys of a prepared home and makes those that are missing.
    public static Keys open(Home home) {
        Keys keys = new Keys(home);
        try {
            for (Path secret :
                    new Path[] {keys.cellSecretFile(), keys.postgresPasswordFile(), keys.ownerPasswordFile()}) {
                if (!Files.exists(secret)) {
                    Pem.writeSecret(secret, randomSecret());
                } else if (Files.readString(secret).strip().length() < 32) {
                    throw damaged(secret);
                }
            }
            keys.openTokenKeyPair();
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
        return keys;
    }

    private void openTokenKeyPair() throws IOException {
        Path privateKey = tokenPrivateKeyFile();
        Path publicKey = tokenPublicKeyFile();
        try {
            if (!Files.exists(privateKey) && !Files.exists(publicKey)) {
                KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                Pem.writeSecret(
                        privateKey, Pem.text("PRIVATE KEY", made.getPrivate().getEncoded()));
                Pem.writeSecret(
                        publicKey, Pem.text("PUBLIC KEY", made.getPublic().getEncoded()));
                return;
            }
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            factory.generatePrivate(new PKCS8EncodedKeySpec(Pem.read(privateKey, "PRIVATE KEY")));
            factory.generatePublic(new X509EncodedKeySpec(Pem.read(publicKey, "PUBLIC KEY")));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw damaged(privateKey);
        }
    }

    private static Refusal damaged(Path file) {
        return Refusal.of(
                "%s is damaged; restore it from a backup, or remove all local data with ./naru down --wipe.", file);
    }

    private static String randomSecret() {
        byte[] random = new byte[36];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    public Path cellSecretFile() {
        return home.keys().resolve("cell.secret");
    }

    /// PKCS 8, PEM.
    public Path tokenPrivateKeyFile() {
        return home.keys().resolve("token.private.pem");
    }

    /// X.509 SubjectPublicKeyInfo, PEM.
    public Path tokenPublicKeyFile() {
        return home.keys().resolve("token.public.pem");
    }

    /// Password of Postgres' superuser.
    public Path postgresPasswordFile() {
        return home.keys().resolve("postgres.password");
    }

    /// Password of the role that owns Naru's database.
    public Path ownerPasswordFile() {
        return home.keys().resolve("database-owner.password");
    }

    public String postgresPassword() {
        return read(postgresPasswordFile());
    }

    public String ownerPassword() {
        return read(ownerPasswordFile());
    }

    private String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }
}
