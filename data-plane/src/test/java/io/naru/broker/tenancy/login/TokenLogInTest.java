package io.naru.broker.tenancy.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.AuthenticationResult.Accepted;
import io.naru.broker.tenancy.AuthenticationResult.Refused;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.TenancyOnOneThread;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TokenLogInTest {
    private final DesiredTopic desired =
            new DesiredTopic().cluster("lkc-1", 1, "ACTIVE").cluster("lkc-2", 1, "ACTIVE");
    private final KeyPair root = Tokens.keyPair();
    private final TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, root.getPublic());

    private Tokens good() {
        return Tokens.good(broker.clock.wallMs());
    }

    private AuthenticationResult result(Tokens token) {
        return broker.token(token.signedBy(root.getPrivate()));
    }

    private void isRefused(Tokens token) {
        assertThat(result(token)).isInstanceOf(Refused.class);
    }

    @Test
    void aGoodTokenOpensItsClusterForItsPrincipalUntilItExpires() {
        long expires = broker.clock.wallMs() / 1_000 * 1_000 + 300_000;

        AuthenticationResult result = result(good());

        assertThat(result).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.principal()).isEqualTo(new Principal("lkc-1", "u-1", "root/j-1"));
            assertThat(accepted.sessionLifetimeMs()).isBetween(expires - broker.clock.wallMs(), 300_000L);
        });
    }

    @Test
    void aTokenThatSpeaksForAKeyHasTheRightsOfTheKeysOwnRole() {
        Tokens speaking = good().claim("grantee", "KEYWITHAROLE0000");

        assertThat(result(speaking)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.principal().name()).isEqualTo("u-1");
            assertThat(accepted.principal().grantee()).isEqualTo("KEYWITHAROLE0000");
        });
        isRefused(good().claim("grantee", "a/b"));
    }

    @Test
    void theAudienceMayBeOneOfSeveral() {
        assertThat(result(good().claim("aud", "[\"other\",\"cell-local\"]"))).isInstanceOf(Accepted.class);
    }

    @Test
    void anUnsignedTokenIsRefused() {
        Tokens none = good().header("alg", "none");

        assertThat(broker.token(none.content() + ".")).isInstanceOf(Refused.class);
        assertThat(broker.token(none.content())).isInstanceOf(Refused.class);
        isRefused(none);
        isRefused(good().header("alg", "None"));
        isRefused(good().header("alg", "eddsa"));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASharedSecretIsRefused() throws GeneralSecurityException {
        String content = good().header("alg", "HS256").content();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(root.getPublic().getEncoded(), "HmacSHA256"));
        byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));

        assertThat(broker.token(content + "." + Tokens.base64(signature))).isInstanceOf(Refused.class);
    }

    @Test
    void aTokenSignedByAnybodyElseIsRefused() {
        KeyPair other = Tokens.keyPair();

        assertThat(broker.token(good().signedBy(other.getPrivate()))).isInstanceOf(Refused.class);
    }

    @Test
    void aTokenBringingItsOwnKeyIsRefused() {
        KeyPair other = Tokens.keyPair();
        String key = Tokens.base64(other.getPublic().getEncoded());

        assertThat(broker.token(good().header("jwk", key).signedBy(other.getPrivate())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aTokenForAnotherCellOrFromAnotherIssuerIsRefused() {
        isRefused(good().claim("aud", "cell-2"));
        isRefused(good().claim("aud", "[\"cell-2\"]"));
        isRefused(good().without("aud"));
        isRefused(good().claim("iss", "somebody"));
        isRefused(good().without("iss"));
    }

    @Test
    void anExpiredTokenIsRefusedWithItsRemedy() {
        long now = broker.clock.wallMs() / 1_000;

        assertThat(result(good().claim("iat", now - 400).claim("exp", now - 100)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reasonForClient()).contains("expired"));
    }

    @Test
    void clocksMayDifferByHalfAMinute() {
        long now = broker.clock.wallMs() / 1_000;

        assertThat(result(good().claim("iat", now - 100).claim("exp", now - 5))).isInstanceOf(Accepted.class);
        assertThat(result(good().claim("iat", now + 25).claim("exp", now + 100)))
                .isInstanceOf(Accepted.class);
        isRefused(good().claim("iat", now + 120).claim("exp", now + 200));
    }

    @Test
    void aTokenThatLivesTooLongIsRefused() {
        long now = broker.clock.wallMs() / 1_000;

        isRefused(good().claim("iat", now).claim("exp", now + 301));
        isRefused(good().claim("iat", now).claim("exp", Long.MAX_VALUE));
        isRefused(good().claim("iat", now).claim("exp", now));
        isRefused(good().without("exp"));
        isRefused(good().without("iat"));
        isRefused(good().claim("exp", now + 100.5));
    }

    @Test
    void theClusterIsTheTokensAndNothingElseIsTaken() {
        assertThat(result(good().claim("lkc", "lkc-2").claim("role", "ClusterAdmin")))
                .isInstanceOfSatisfying(Accepted.class, accepted -> {
                    assertThat(accepted.principal().cluster()).isEqualTo("lkc-2");
                    assertThat(broker.tenancy.rights().of(accepted.principal())).isEmpty();
                });
    }

    @Test
    void noTokenOpensTheSystemCluster() {
        isRefused(good().claim("lkc", "system"));
        isRefused(good().claim("lkc", "system").claim("sub", "cell"));
    }

    @Test
    void aTokenForAClusterThatIsNotThereOrBeingDeletedIsRefused() {
        desired.cluster("lkc-2", 2, "DELETING");

        isRefused(good().claim("lkc", "lkc-3"));
        isRefused(good().claim("lkc", "lkc-2"));
    }

    @Test
    void namesThatAreNotOursAreRefused() {
        isRefused(good().claim("sub", "cell"));
        isRefused(good().claim("sub", "u-"));
        isRefused(good().claim("jti", "a/b"));
        isRefused(good().claim("lkc", "../lkc-1"));
        isRefused(good().without("jti"));
        isRefused(good().claim("sub", 7));
    }

    @Test
    void anyChangedByteSpoilsAToken() {
        String token = good().signedBy(root.getPrivate());
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(token.length() - 2);
            char other = "ABCDEFGHabcdefgh0123-_.=%".charAt(random.nextInt(25));
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            if (!changed.equals(token)) {
                assertThat(broker.token(changed)).as(changed).isInstanceOf(Refused.class);
            }
        }
    }

    @Test
    void whatIsNoTokenAtAllIsRefused() {
        List<String> nonsense = new ArrayList<>(List.of("", ".", "..", "...", "a.b.c", "\0.\0.\0", "é.é.é"));
        nonsense.add("A".repeat(100_000));
        nonsense.add(Tokens.encode("{\"alg\":\"EdDSA\",\"alg\":\"none\",\"kid\":\"root\"}") + ".e30.AA");
        nonsense.add(Tokens.encode("[".repeat(2_000)) + ".e30.AA");
        nonsense.add(Tokens.encode("{\"alg\":\"EdDSA\",\"kid\":\"root\",\"crit\":[\"b64\"]}") + ".e30.AA");

        assertThat(nonsense).allSatisfy(token -> assertThat(broker.token(token)).isInstanceOf(Refused.class));
    }

    @Test
    void aRotatedKeyIsAcceptedOnceTheRootHasSignedIt() {
        KeyPair rotated = Tokens.keyPair();
        byte[] spki = rotated.getPublic().getEncoded();
        desired.tokenKey("k1", 1, spki, Tokens.sign(root.getPrivate(), spki), "ACTIVE");
        desired.tokenKey("k2", 1, spki, Tokens.sign(rotated.getPrivate(), spki), "ACTIVE");

        assertThat(broker.token(good().header("kid", "k1").signedBy(rotated.getPrivate())))
                .isInstanceOf(Accepted.class);
        assertThat(broker.token(good().header("kid", "k2").signedBy(rotated.getPrivate())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aRotatedKeyIsKnownToTheFirstWhoUsesIt() {
        broker.settle();
        KeyPair rotated = Tokens.keyPair();
        byte[] spki = rotated.getPublic().getEncoded();
        desired.tokenKey("k1", 1, spki, Tokens.sign(root.getPrivate(), spki), "ACTIVE");

        assertThat(broker.token(good().header("kid", "k1").signedBy(rotated.getPrivate())))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aRetiredKeySignsNothingAnyMore() {
        KeyPair rotated = Tokens.keyPair();
        byte[] spki = rotated.getPublic().getEncoded();
        byte[] signature = Tokens.sign(root.getPrivate(), spki);
        desired.tokenKey("k1", 1, spki, signature, "ACTIVE");
        String token = good().header("kid", "k1").signedBy(rotated.getPrivate());
        assertThat(broker.token(token)).isInstanceOf(Accepted.class);

        desired.tokenKey("k1", 2, spki, signature, "RETIRED");

        broker.pass(600);
        assertThat(broker.token(token)).isInstanceOf(Refused.class);
    }

    @Test
    void withoutARootKeyNoTokenIsAccepted() {
        TenancyOnOneThread without = new TenancyOnOneThread(desired.topic, null);

        assertThat(without.token(good().signedBy(root.getPrivate()))).isInstanceOf(Refused.class);
    }
}
