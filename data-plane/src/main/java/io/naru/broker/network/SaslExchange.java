package io.naru.broker.network;

import io.naru.broker.protocol.RequestHeader;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.PeerInfo;
import io.naru.broker.tenancy.Principal;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// The SASL conversation of one connection (KIP-43, KIP-152, KIP-368): handshake, one token, a verdict; again
/// later if the client authenticates anew. After a handshake of version 0 the token comes without Kafka's
/// headers. Event loop only.
final class SaslExchange {
    private static final byte[] NO_CHALLENGE = new byte[0];
    private static final List<String> MECHANISMS = List.of(SaslTokens.PLAIN, SaslTokens.OAUTHBEARER);

    /// What the conversation does to its connection.
    interface Attendant {
        void answer(RequestHeader request, ApiMessage response);

        void answerRaw(byte[] token);

        /// A verdict is being waited for; nothing else may happen on the connection until it comes.
        void waitForVerdict();

        /// Runs the action on the event loop, after the wait.
        void verdict(Runnable action);

        /// Whether the connection goes on with this principal; it is closed otherwise.
        boolean accept(Principal principal, long sessionLifetimeMs);

        void closeAfterRefusal(String reason);

        void close(String reason);
    }

    private sealed interface State {
        record NotBegun() implements State {}

        record AwaitsToken(String mechanism) implements State {}

        record AwaitsRawToken(String mechanism) implements State {}

        record Over() implements State {}
    }

    private final Authentication authentication;
    private final PeerInfo peer;
    private final Attendant attendant;
    private State state = new State.NotBegun();
    private @Nullable String firstMechanism;
    private @Nullable Principal authenticated;

    SaslExchange(Authentication authentication, PeerInfo peer, Attendant attendant) {
        this.authentication = authentication;
        this.peer = peer;
        this.attendant = attendant;
    }

    boolean awaitsRawToken() {
        return state instanceof State.AwaitsRawToken;
    }

    /// Between a handshake and its token nothing else may come.
    boolean awaitsToken() {
        return state instanceof State.AwaitsToken;
    }

    void handshake(RequestHeader header, SaslHandshakeRequestData request) {
        if (awaitsToken() || (authenticated != null && header.version() == 0)) {
            attendant.close("a SASL handshake out of turn");
            return;
        }
        SaslHandshakeResponseData response = new SaslHandshakeResponseData().setMechanisms(MECHANISMS);
        String mechanism = request.mechanism();
        if (!MECHANISMS.contains(mechanism)) {
            attendant.answer(header, response.setErrorCode(Errors.UNSUPPORTED_SASL_MECHANISM.code()));
            attendant.closeAfterRefusal("asked for an unsupported SASL mechanism");
            return;
        }
        state = header.version() == 0 ? new State.AwaitsRawToken(mechanism) : new State.AwaitsToken(mechanism);
        attendant.answer(header, response);
    }

    void token(RequestHeader header, SaslAuthenticateRequestData request) {
        if (!(state instanceof State.AwaitsToken(String mechanism))) {
            attendant.close("a SASL token out of turn");
            return;
        }
        decide(mechanism, request.authBytes(), result -> {
            switch (result) {
                case AuthenticationResult.Accepted accepted -> {
                    if (accept(mechanism, accepted)) {
                        attendant.answer(
                                header,
                                new SaslAuthenticateResponseData()
                                        .setAuthBytes(NO_CHALLENGE)
                                        .setSessionLifetimeMs(
                                                header.version() >= 1 ? accepted.sessionLifetimeMs() : 0));
                    }
                }
                case AuthenticationResult.Refused refused -> {
                    attendant.answer(
                            header,
                            new SaslAuthenticateResponseData()
                                    .setErrorCode(Errors.SASL_AUTHENTICATION_FAILED.code())
                                    .setErrorMessage(refused.reasonForClient()));
                    attendant.closeAfterRefusal(refused.reasonForClient());
                }
                case AuthenticationResult.Unavailable unavailable -> attendant.close("authentication is not available");
            }
        });
    }

    void rawToken(byte[] token) {
        if (!(state instanceof State.AwaitsRawToken(String mechanism))) {
            throw new IllegalStateException("no raw token is awaited");
        }
        decide(mechanism, token, result -> {
            switch (result) {
                case AuthenticationResult.Accepted accepted -> {
                    if (accept(mechanism, accepted)) {
                        attendant.answerRaw(NO_CHALLENGE);
                    }
                }
                case AuthenticationResult.Refused refused -> attendant.closeAfterRefusal(refused.reasonForClient());
                case AuthenticationResult.Unavailable unavailable -> attendant.close("authentication is not available");
            }
        });
    }

    private void decide(String mechanism, byte[] token, Consumer<AuthenticationResult> then) {
        state = new State.Over();
        attendant.waitForVerdict();
        Consumer<AuthenticationResult> verdict =
                result -> attendant.verdict(() -> then.accept(unlessChanged(mechanism, result)));
        switch (SaslTokens.read(mechanism, token)) {
            case SaslTokens.Plain plain -> authentication.plain(plain.user(), plain.secret(), peer, verdict);
            case SaslTokens.Bearer bearer -> authentication.oauthBearer(bearer.token(), peer, verdict);
            case SaslTokens.Invalid invalid -> verdict.accept(new AuthenticationResult.Refused(invalid.reason()));
        }
    }

    /// Authenticating anew changes neither who speaks nor how that was proven.
    private AuthenticationResult unlessChanged(String mechanism, AuthenticationResult result) {
        if (firstMechanism != null && !firstMechanism.equals(mechanism)) {
            return new AuthenticationResult.Refused(
                    "Authentication failed: the mechanism must stay " + firstMechanism + " on this connection");
        }
        if (result instanceof AuthenticationResult.Accepted accepted && authenticated != null) {
            boolean same = authenticated.cluster().equals(accepted.principal().cluster())
                    && authenticated.name().equals(accepted.principal().name());
            if (!same) {
                return new AuthenticationResult.Refused(
                        "Authentication failed: the principal must not change on this connection");
            }
        }
        return result;
    }

    private boolean accept(String mechanism, AuthenticationResult.Accepted accepted) {
        firstMechanism = mechanism;
        authenticated = accepted.principal();
        return attendant.accept(accepted.principal(), accepted.sessionLifetimeMs());
    }
}
