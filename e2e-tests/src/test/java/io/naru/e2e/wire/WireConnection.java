package io.naru.e2e.wire;

import io.naru.e2e.tenant.ClusterKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/// One connection; a request is sent when the answer before it has come.
public final class WireConnection implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int TIMEOUT_MS = 20_000;
    private static final short CLOSED = -1;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int correlation;

    private WireConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /// Connects as nobody yet.
    public static WireConnection connect(ClusterKey key) throws IOException {
        Socket socket = new Socket();
        int colon = key.bootstrap().indexOf(':');
        socket.connect(
                new InetSocketAddress(
                        key.bootstrap().substring(0, colon),
                        Integer.parseInt(key.bootstrap().substring(colon + 1))),
                CONNECT_TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return new WireConnection(socket);
    }

    /// The answer to a log-in: Kafka's error code, 0 when it passed, -1 when the broker closed without an answer.
    public record LogIn(short errorCode, WireConnection connection) {}

    /// Connects and tries to log in with SASL/PLAIN.
    public static LogIn tryLogIn(ClusterKey key) throws IOException {
        WireConnection connection = connect(key);
        short refused = connection.shakeHands();
        return new LogIn(refused == 0 ? connection.authenticate(key) : refused, connection);
    }

    /// Connects and logs in with SASL/PLAIN.
    public static WireConnection logIn(ClusterKey key) throws IOException {
        LogIn logIn = tryLogIn(key);
        if (logIn.errorCode() != 0) {
            throw new AssertionError("the log-in was refused with error " + logIn.errorCode());
        }
        return logIn.connection();
    }

    /// What has to come before SaslAuthenticate.
    short shakeHands() throws IOException {
        return answer(ApiKeys.SASL_HANDSHAKE, (short) 1, new SaslHandshakeRequestData().setMechanism("PLAIN"))
                .map(answer -> ((SaslHandshakeResponseData) answer).errorCode())
                .orElse(CLOSED);
    }

    private short authenticate(ClusterKey key) throws IOException {
        return answer(ApiKeys.SASL_AUTHENTICATE, (short) 1, new SaslAuthenticateRequestData().setAuthBytes(token(key)))
                .map(answer -> ((SaslAuthenticateResponseData) answer).errorCode())
                .orElse(CLOSED);
    }

    static byte[] token(ClusterKey key) {
        return ("\0" + key.id() + "\0" + key.secret()).getBytes(StandardCharsets.UTF_8);
    }

    /// Asks, and expects an answer.
    public ApiMessage ask(ApiKeys api, short version, ApiMessage request) throws IOException {
        return answer(api, version, request)
                .orElseThrow(() -> new AssertionError("closed instead of an answer to " + request));
    }

    /// Asks.
    ///
    /// @return nothing when the broker closes the connection instead
    Optional<ApiMessage> answer(ApiKeys api, short version, ApiMessage request) throws IOException {
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(version)
                .setCorrelationId(++correlation)
                .setClientId("e2e");
        ByteBuffer head = bytes(header, api.messageType.requestHeaderVersion(version));
        ByteBuffer body = bytes(request, version);
        try {
            out.writeInt(head.remaining() + body.remaining());
            out.write(head.array(), head.arrayOffset() + head.position(), head.remaining());
            out.write(body.array(), body.arrayOffset() + body.position(), body.remaining());
            out.flush();
            ByteBufferAccessor answer = new ByteBufferAccessor(ByteBuffer.wrap(in.readNBytes(in.readInt())));
            ResponseHeaderData answered =
                    new ResponseHeaderData(answer, api.messageType.responseHeaderVersion(version));
            if (answered.correlationId() != correlation) {
                throw new AssertionError("an answer to another request");
            }
            ApiMessage response = api.messageType.newResponse();
            response.read(answer, version);
            return Optional.of(response);
        } catch (EOFException | SocketException closed) {
            return Optional.empty();
        }
    }

    /// Waits until the broker closes this connection.
    ///
    /// @throws AssertionError if it is still open after `bound`
    public void awaitClosedByBroker(Duration bound) throws IOException {
        socket.setSoTimeout((int) bound.toMillis());
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection is still open after " + bound, stillOpen);
        } catch (SocketException reset) {
            return;
        }
    }

    private static ByteBuffer bytes(ApiMessage message, short version) {
        return MessageUtil.toByteBufferAccessor(message, version).buffer();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
