package io.naru.broker.tenancy.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.AuthenticationResult.Accepted;
import io.naru.broker.tenancy.AuthenticationResult.Refused;
import io.naru.broker.tenancy.AuthenticationResult.Unavailable;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.Entrance;
import io.naru.broker.tenancy.PeerInfo;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.TenancyOnOneThread;
import io.naru.broker.tenancy.desired.Verifier;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyLogInTest {
    private final DesiredTopic desired =
            new DesiredTopic().cluster("lkc-1", 1, "ACTIVE").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
    private final TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);

    private List<AuthenticationResult> begin(String user, String secret, String address) {
        List<AuthenticationResult> results = new ArrayList<>();
        broker.tenancy.authentication().plain(user, secret, new PeerInfo(address, Entrance.CLIENT), results::add);
        broker.settle();
        return results;
    }

    private AuthenticationResult after(String user, String secret) {
        List<AuthenticationResult> results = begin(user, secret, "10.0.0.1");
        broker.pass(6_000);
        return results.getFirst();
    }

    @Test
    void aKeyAndItsSecretMakeAPrincipalOfItsCluster() {
        assertThat(broker.plain("KEY1", "secret", Entrance.CLIENT))
                .isEqualTo(new Accepted(new Principal("lkc-1", "sa-1", "KEY1"), 0));
    }

    @Test
    void aKeyMadeAMomentAgoOpensAtOnce() {
        broker.settle();
        for (int i = 0; i < 500; i++) {
            desired.key("NEW" + i, 1, "lkc-1", "secret" + i, "ClusterAdmin");

            assertThat(broker.plain("NEW" + i, "secret" + i, Entrance.CLIENT)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void everyRefusalReadsTheSameAndTheOwnerSeesWhy() {
        desired.revokedKey("KEY2", 2, "lkc-1", "secret");
        desired.key("KEY3", 2, "lkc-1", "secret", null, "ACTIVE", 1);
        desired.cluster("lkc-2", 2, "DELETING").key("KEY4", 1, "lkc-2", "secret", null);
        desired.key("KEY5", 2, "lkc-1", "secret", null, "SUSPENDED", Long.MAX_VALUE);

        List<AuthenticationResult> results = List.of(
                after("KEY0", "secret"),
                after("KEY1", "other"),
                after("KEY1", ""),
                after("KEY1", "x".repeat(100_000)),
                after("KEY2", "secret"),
                after("KEY3", "secret"),
                after("KEY4", "secret"),
                after("KEY5", "secret"),
                after("cell", TenancyOnOneThread.CELL_SECRET));

        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(Refused.class));
        assertThat(results).containsOnly(results.getFirst());
        assertThat(broker.refusals)
                .containsExactly(
                        "null: unknown key",
                        "KEY1: wrong secret",
                        "KEY1: wrong secret",
                        "KEY1: wrong secret",
                        "KEY2: revoked",
                        "KEY3: expired",
                        "KEY4: the cluster is deleted",
                        "KEY5: revoked",
                        "null: unknown key");
    }

    @Test
    void unknownKeyAndWrongSecretAreRefusedAfterTheSameTime() {
        List<AuthenticationResult> unknown = begin("KEY0", "secret", "10.0.0.1");
        List<AuthenticationResult> wrong = begin("KEY1", "other", "10.0.0.2");

        broker.pass(90);
        assertThat(unknown).isEmpty();
        assertThat(wrong).isEmpty();
        broker.pass(10);

        assertThat(unknown).hasSize(1);
        assertThat(wrong).hasSize(1);
    }

    @Test
    void nobodyIsRefusedWhileTheLeaderCannotBeAsked() {
        broker.settle();
        desired.topic.setReachable(false);

        assertThat(after("KEY0", "secret")).isEqualTo(new Unavailable());
        assertThat(after("KEY1", "other")).isEqualTo(new Unavailable());
        assertThat(broker.plain("KEY1", "secret", Entrance.CLIENT)).isInstanceOf(Accepted.class);
    }

    @Test
    void aStalledRelayDoesNotBringARevokedKeyBack() {
        desired.revokedKey("KEY1", 2, "lkc-1", "secret").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");

        broker.settle();

        assertThat(after("KEY1", "secret")).isInstanceOf(Refused.class);
    }

    @Test
    void eitherSecretOpensDuringARotation() {
        String two = """
                {"lkc":"lkc-1","principal":"sa-1","role":null,"status":"ACTIVE","verifiers":[%s,%s]}""".formatted(verifier("old", broker.clock.wallMs() + 60_000), verifier("new", Long.MAX_VALUE));
        desired.put("api_key", "KEY1", 2, two);
        broker.settle();

        assertThat(broker.plain("KEY1", "old", Entrance.CLIENT)).isInstanceOf(Accepted.class);
        assertThat(broker.plain("KEY1", "new", Entrance.CLIENT)).isInstanceOf(Accepted.class);
        broker.pass(60_000);

        assertThat(after("KEY1", "old")).isInstanceOf(Refused.class);
        assertThat(broker.plain("KEY1", "new", Entrance.CLIENT)).isInstanceOf(Accepted.class);
    }

    private static String verifier(String secret, long validUntilMs) {
        byte[] salt = {1, 2, 3};
        byte[] hash = Verifier.hash(salt, secret);
        Base64.Encoder base64 = Base64.getEncoder();
        return """
                {"algorithm":"SHA-256","salt":"%s","hash":"%s","valid_until_ms":%d}""".formatted(base64.encodeToString(salt), base64.encodeToString(hash), validUntilMs);
    }

    @Test
    void theCellsSecretOpensTheSystemDoorOnly() {
        assertThat(broker.plain("cell", TenancyOnOneThread.CELL_SECRET, Entrance.SYSTEM))
                .isEqualTo(new Accepted(Principal.CELL, 0));
        assertThat(broker.plain("cell", TenancyOnOneThread.CELL_SECRET, Entrance.CLIENT))
                .isNull();
        assertThat(broker.plain("cell", "", Entrance.SYSTEM)).isNull();
        assertThat(broker.plain("KEY1", "secret", Entrance.SYSTEM)).isNull();
        broker.pass(6_000);
        assertThat(broker.refusals).hasSize(3);
    }

    @Test
    void whoeverGuessesWaitsLongerAndLongerAndWhoeverKnowsDoesNot() {
        for (int i = 0; i < 10; i++) {
            begin("KEY1", "guess" + i, "10.0.0.1");
        }
        List<AuthenticationResult> guess = begin("KEY1", "guess", "10.0.0.1");
        List<AuthenticationResult> elsewhere = begin("KEY1", "typo", "10.0.0.2");

        assertThat(begin("KEY1", "secret", "10.0.0.1")).hasSize(1);
        broker.pass(100);
        assertThat(elsewhere).hasSize(1);
        broker.pass(4_800);
        assertThat(guess).isEmpty();
        broker.pass(200);
        assertThat(guess).hasSize(1);
    }

    @Test
    void failuresAreForgottenWithTime() {
        for (int i = 0; i < 10; i++) {
            begin("KEY1", "guess" + i, "10.0.0.1");
        }
        broker.pass(30_000);

        List<AuthenticationResult> typo = begin("KEY1", "typo", "10.0.0.1");
        broker.pass(100);

        assertThat(typo).hasSize(1);
    }

    @Test
    void theTableOfAddressesIsBounded() {
        FailedLogIns failures = new FailedLogIns();
        for (int i = 0; i < 100_000; i++) {
            failures.delayNanos("10.0." + i, 0);
        }

        assertThat(failures.size()).isEqualTo(10_000);
    }
}
