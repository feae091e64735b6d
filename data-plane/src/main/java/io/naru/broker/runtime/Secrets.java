package io.naru.broker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What the broker reads from secret files at its start.
///
/// @param cellSecret opens the system listener
/// @param tokenRootKey null: no token is accepted
record Secrets(String cellSecret, @Nullable PublicKey tokenRootKey) {
    private static final int SHORTEST_SECRET = 16;

    static Secrets read(BrokerConfig config) throws BadStart {
        String secret =
                text(ConfigKey.CELL_SECRET_FILE, config.cellSecretFile()).trim();
        if (secret.length() < SHORTEST_SECRET) {
            throw new BadStart("the cell secret in " + config.cellSecretFile() + " has less than " + SHORTEST_SECRET
                    + " characters.");
        }
        return new Secrets(secret, config.tokenRootKey() == null ? null : publicKey(config.tokenRootKey()));
    }

    private static PublicKey publicKey(Path file) throws BadStart {
        String pem = text(ConfigKey.TOKEN_ROOT_PUBLIC_KEY_FILE, file);
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadStart(file + " is no Ed25519 public key in PEM.");
        }
    }

    private static String text(ConfigKey key, Path file) throws BadStart {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadStart(key.key() + " names " + file + ", which does not exist.");
        } catch (IOException e) {
            throw new BadStart(key.key() + " names " + file + ", which can't be read: " + e.getMessage() + ".");
        }
    }

    @Override
    public String toString() {
        return "Secrets[]";
    }
}
