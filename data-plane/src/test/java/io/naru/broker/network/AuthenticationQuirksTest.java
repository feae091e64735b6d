package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationQuirksTest {
    private final NetworkUnderTest broker = new NetworkUnderTest(
            Answering.to(
                    ApiKeys.METADATA,
                    request -> request.respond(new MetadataResponseData()
                            .setClusterId(request.principal().name()))),
            Answering.to(ApiKeys.PRODUCE, request -> request.respondNothing()));

    @AfterEach
    void leaksNothing() {
        broker.endsWithoutALeak();
    }

    @Test
    void answersApiVersionsBeforeAndAfterAuthentication() {
        Wire wire = broker.connects();
        for (int version = 0; version <= 4; version++) {
            assertThat(apiVersions(wire, version).errorCode()).isZero();
        }
        wire.authenticated();
        assertThat(apiVersions(wire, 3).errorCode()).isZero();
    }

    @Test
    void listsProduceFromVersionZeroAndNoFeature() {
        ApiVersionsResponseData answer = apiVersions(broker.connects(), 4);
        assertThat(answer.apiKeys().find(ApiKeys.PRODUCE.id).minVersion()).isZero();
        assertThat(answer.apiKeys().find(ApiKeys.API_VERSIONS.id).maxVersion()).isEqualTo((short) 4);
        assertThat(answer.apiKeys().find(ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS.id))
                .isNull();
        assertThat(answer.finalizedFeatures()).isEmpty();
        assertThat(answer.finalizedFeaturesEpoch()).isZero();
    }

    @Test
    void answersANewerApiVersionsInVersionZeroWithOurRange() {
        Wire wire = broker.connects();
        byte[] frame = Wire.frame(ApiKeys.API_VERSIONS, 4, 7, named());
        frame[7] = 99;
        ApiVersionsResponseData answer =
                wire.send(frame).answer(ApiVersionsResponseData.class, ApiKeys.API_VERSIONS, 0, 7);
        assertThat(answer.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
        assertThat(answer.apiKeys()).singleElement().satisfies(range -> {
            assertThat(range.apiKey()).isEqualTo(ApiKeys.API_VERSIONS.id);
            assertThat(range.minVersion()).isZero();
            assertThat(range.maxVersion()).isEqualTo((short) 4);
        });
        assertThat(apiVersions(wire, 4).errorCode()).isZero();
    }

    @Test
    void refusesASoftwareNameThatBreaksThePattern() {
        Wire wire = broker.connects();
        wire.send(ApiKeys.API_VERSIONS, 3, 1, named().setClientSoftwareName("-bad-"));
        assertThat(wire.answer(ApiVersionsResponseData.class, ApiKeys.API_VERSIONS, 3, 1)
                        .errorCode())
                .isEqualTo(Errors.INVALID_REQUEST.code());
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void closesOnAnyOtherRequestBeforeAuthentication() {
        Wire wire = broker.connects().send(ApiKeys.METADATA, 9, 1, new MetadataRequestData());
        assertThat(wire.isOpen()).isFalse();
        assertThat(wire.isSilent()).isTrue();
    }

    @Test
    void offersItsMechanismsForAnUnknownOneAndCloses() {
        Wire wire = broker.connects();
        wire.send(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("GSSAPI"));
        SaslHandshakeResponseData answer = wire.answer(SaslHandshakeResponseData.class, ApiKeys.SASL_HANDSHAKE, 1, 1);
        assertThat(answer.errorCode()).isEqualTo(Errors.UNSUPPORTED_SASL_MECHANISM.code());
        assertThat(answer.mechanisms()).containsExactly("PLAIN", "OAUTHBEARER");
        broker.passes(200);
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void acceptsAnApiKeyAndAToken() {
        Wire plain = broker.connects();
        assertThat(plain.authenticate("PLAIN", "\0key\0secret").errorCode()).isZero();
        assertThat(clusterSeenBy(plain)).isEqualTo("sa-1");
        Wire bearer = broker.connects();
        assertThat(bearer.authenticate("OAUTHBEARER", "n,,\u0001auth=Bearer token\u0001\u0001")
                        .errorCode())
                .isZero();
        assertThat(clusterSeenBy(bearer)).isEqualTo("u-1");
        assertThat(broker.network.connectionCounts().byCluster())
                .containsEntry("lkc-a", 1)
                .containsEntry("lkc-b", 1);
    }

    @Test
    void answersAWrongSecretWithAReasonAndClosesAWhileLater() {
        Wire wire = broker.connects();
        SaslAuthenticateResponseData answer = wire.authenticate("PLAIN", "\0key\0wrong");
        assertThat(answer.errorCode()).isEqualTo(Errors.SASL_AUTHENTICATION_FAILED.code());
        assertThat(answer.errorMessage()).contains("unknown key or wrong secret");
        broker.passes(50);
        assertThat(wire.isOpen()).isTrue();
        broker.passes(60);
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void refusesTokensThatAreNone() {
        for (String token : new String[] {"", "key", "\0key\0", "a\0b\0c", "\0a\0b\0c"}) {
            assertThat(broker.connects().authenticate("PLAIN", token).errorCode())
                    .isEqualTo(Errors.SASL_AUTHENTICATION_FAILED.code());
        }
        assertThat(broker.connects().authenticate("OAUTHBEARER", "n,,").errorCode())
                .isEqualTo(Errors.SASL_AUTHENTICATION_FAILED.code());
    }

    @Test
    void closesWithoutAnAnswerWhenNothingCanBeSaidInTime() {
        Wire wire = broker.connects();
        wire.send(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
        assertThat(wire.nextFrame()).isNotNull();
        wire.send(ApiKeys.SASL_AUTHENTICATE, 2, 2, token("\0down\0secret"));
        assertThat(wire.isOpen()).isFalse();
        assertThat(wire.isSilent()).isTrue();
    }

    @Test
    void takesARawTokenAfterAHandshakeOfVersionZero() {
        Wire wire = broker.connects();
        wire.send(ApiKeys.SASL_HANDSHAKE, 0, 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
        wire.answer(SaslHandshakeResponseData.class, ApiKeys.SASL_HANDSHAKE, 0, 1);
        byte[] token = "\0key\0secret".getBytes(StandardCharsets.UTF_8);
        wire.send(ByteBuffer.allocate(4 + token.length)
                .putInt(token.length)
                .put(token)
                .array());
        assertThat(wire.nextFrame()).isEmpty();
        assertThat(clusterSeenBy(wire)).isEqualTo("sa-1");
    }

    @Test
    void closesWhenSomethingElseStandsWhereTheTokenShould() {
        Wire wire = broker.connects();
        wire.send(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
        wire.nextFrame();
        wire.send(ApiKeys.API_VERSIONS, 0, 2, new ApiVersionsRequestData());
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void endsASessionThatWasNotRenewed() {
        broker.keys.sessionLifetimeMs = 5_000;
        Wire wire = broker.connects();
        assertThat(wire.authenticate("PLAIN", "\0key\0secret").sessionLifetimeMs())
                .isEqualTo(5_000);
        broker.passes(4_000);
        assertThat(wire.authenticate("PLAIN", "\0key\0secret").errorCode()).isZero();
        broker.passes(4_000);
        assertThat(clusterSeenBy(wire)).isEqualTo("sa-1");
        broker.passes(2_000);
        wire.send(ApiKeys.METADATA, 9, 5, new MetadataRequestData());
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void refusesAnotherPrincipalOrMechanismOnTheSameConnection() {
        assertThat(broker.connects()
                        .authenticated()
                        .authenticate("PLAIN", "\0other\0secret")
                        .errorCode())
                .isEqualTo(Errors.SASL_AUTHENTICATION_FAILED.code());
        assertThat(broker.connects()
                        .authenticated()
                        .authenticate("OAUTHBEARER", "n,,\u0001auth=Bearer token\u0001\u0001")
                        .errorCode())
                .isEqualTo(Errors.SASL_AUTHENTICATION_FAILED.code());
    }

    @Test
    void tellsATestListenerThatSaslIsOutOfPlace() {
        Wire wire = broker.connects(NetworkUnderTest.TEST);
        assertThat(clusterSeenBy(wire)).isEqualTo("test");
        wire.send(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
        assertThat(wire.answer(SaslHandshakeResponseData.class, ApiKeys.SASL_HANDSHAKE, 1, 1)
                        .errorCode())
                .isEqualTo(Errors.ILLEGAL_SASL_STATE.code());
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void closesTheConnectionsOfARevokedKeyAndThoseThatAreAboutToUseIt() {
        Wire open = broker.connects().authenticated();
        Wire underWay = broker.connects();
        underWay.send(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
        underWay.nextFrame();
        broker.keys.holdsBack = true;
        underWay.send(ApiKeys.SASL_AUTHENTICATE, 2, 2, token("\0key\0secret"));
        assertThat(broker.network
                        .closeConnections(principal -> principal.credential().equals("key"))
                        .toCompletableFuture())
                .isCompletedWithValue(1);
        assertThat(open.isOpen()).isFalse();
        assertThat(underWay.isOpen()).isTrue();
        broker.keys.heldBack.run();
        assertThat(underWay.isOpen()).isFalse();
        assertThat(underWay.isSilent()).isTrue();
    }

    @Test
    void closesWhoDoesNotAuthenticateInTime() {
        Wire wire = broker.connects();
        broker.passes(31_000);
        assertThat(wire.isOpen()).isFalse();
    }

    private static ApiVersionsRequestData named() {
        return new ApiVersionsRequestData().setClientSoftwareName("some-client").setClientSoftwareVersion("1.0");
    }

    private static SaslAuthenticateRequestData token(String token) {
        return new SaslAuthenticateRequestData().setAuthBytes(token.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiVersionsResponseData apiVersions(Wire wire, int version) {
        wire.send(ApiKeys.API_VERSIONS, version, 41 + version, version >= 3 ? named() : new ApiVersionsRequestData());
        return wire.answer(ApiVersionsResponseData.class, ApiKeys.API_VERSIONS, version, 41 + version);
    }

    private static String clusterSeenBy(Wire wire) {
        wire.send(ApiKeys.METADATA, 9, 77, new MetadataRequestData());
        return wire.answer(MetadataResponseData.class, ApiKeys.METADATA, 9, 77).clusterId();
    }
}
