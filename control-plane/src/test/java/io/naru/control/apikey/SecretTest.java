package io.naru.control.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void aSecretIsSixtyFourCharactersAndNeverTheSame() {
        assertTrue(Secret.next().matches("[A-Za-z0-9_-]{64}"));
        assertNotEquals(Secret.next(), Secret.next());
    }

    @Test
    void onlyTheSecretItselfMatchesItsHash() {
        byte[] salt = Secret.salt();
        String secret = Secret.next();
        byte[] hash = Secret.hash(salt, secret);

        assertEquals(32, hash.length);
        assertTrue(Secret.matches(salt, hash, secret));
        assertFalse(Secret.matches(salt, hash, secret + "x"));
        assertFalse(Secret.matches(Secret.salt(), hash, secret));
    }
}
