package io.naru.e2e.clients;

import io.naru.e2e.tenant.ClusterKey;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection of Kafka's protocol written by hand, to see exactly what one log-in gets, without a client's retries.
public final class RawConnection implements AutoCloseable {
    private static final int SASL_HANDSHAKE = 17;
    private static final int SASL_AUTHENTICATE = 36;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int correlation;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /// The answer to a log-in: Kafka's error code, 0 when it passed, -1 when the broker closed without an answer.
    public record LogIn(short errorCode, RawConnection connection) {}

    public static LogIn logIn(ClusterKey key) throws IOException {
        Socket socket = new Socket();
        int colon = key.bootstrap().indexOf(':');
        socket.connect(
                new InetSocketAddress(
                        key.bootstrap().substring(0, colon),
                        Integer.parseInt(key.bootstrap().substring(colon + 1))),
                5_000);
        socket.setSoTimeout(20_000);
        RawConnection connection = new RawConnection(socket);
        try {
            connection.send(SASL_HANDSHAKE, body -> {
                body.writeShort(5);
                body.writeBytes("PLAIN");
            });
            short handshake = connection.receive().readShort();
            if (handshake != 0) {
                return new LogIn(handshake, connection);
            }
            byte[] token = ("\0" + key.id() + "\0" + key.secret()).getBytes(StandardCharsets.UTF_8);
            connection.send(SASL_AUTHENTICATE, body -> {
                body.writeInt(token.length);
                body.write(token);
            });
            return new LogIn(connection.receive().readShort(), connection);
        } catch (java.io.EOFException | java.net.SocketException closed) {
            return new LogIn((short) -1, connection);
        }
    }

    /// Waits until the broker closes this connection.
    ///
    /// @return how long that took, from the call
    public Duration awaitClosedByBroker(Duration bound) throws IOException {
        long began = System.nanoTime();
        socket.setSoTimeout((int) bound.toMillis());
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection is still open after " + bound, stillOpen);
        } catch (java.net.SocketException reset) {
            return Duration.ofNanos(System.nanoTime() - began);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    private void send(int apiKey, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(bytes);
        request.writeShort(apiKey);
        request.writeShort(apiKey == SASL_HANDSHAKE ? 1 : 0);
        request.writeInt(++correlation);
        request.writeShort(3);
        request.writeBytes("e2e");
        body.write(request);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    private DataInputStream receive() throws IOException {
        int length = in.readInt();
        byte[] answer = in.readNBytes(length);
        DataInputStream body = new DataInputStream(new java.io.ByteArrayInputStream(answer));
        if (body.readInt() != correlation) {
            throw new AssertionError("an answer to another request");
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
