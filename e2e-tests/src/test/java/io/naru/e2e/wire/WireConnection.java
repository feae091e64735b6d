package io.naru.e2e.wire;

import io.naru.e2e.tenant.ClusterKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/// One connection; a request is sent when the answer before it has come.
public final class WireConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

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
                TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return new WireConnection(socket);
    }

    /// Connects and logs in with SASL/PLAIN.
    public static WireConnection logIn(ClusterKey key) throws IOException {
        WireConnection connection = connect(key);
        connection.shakeHands();
        SaslAuthenticateResponseData passed = (SaslAuthenticateResponseData) connection.ask(
                ApiKeys.SASL_AUTHENTICATE, (short) 1, new SaslAuthenticateRequestData().setAuthBytes(token(key)));
        if (passed.errorCode() != 0) {
            throw new AssertionError("the log-in was refused: " + passed);
        }
        return connection;
    }

    /// What has to come before SaslAuthenticate.
    void shakeHands() throws IOException {
        ask(ApiKeys.SASL_HANDSHAKE, (short) 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
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

    private static ByteBuffer bytes(ApiMessage message, short version) {
        return MessageUtil.toByteBufferAccessor(message, version).buffer();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
