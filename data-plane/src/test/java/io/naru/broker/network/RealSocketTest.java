package io.naru.broker.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.dispatch.DispatchListener;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.SystemClock;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real sockets: what leaves by sendfile or through TLS is what lies in the file.
@Timeout(60)
class RealSocketTest {
    private static final int SLICE_BYTES = 3_000_000;

    @TempDir
    private Path directory;

    private final byte[] content = new byte[4_000_000];
    private CountedSlice slice;
    private Network network;

    @AfterEach
    void stops() {
        network.stop();
    }

    @Test
    void sendsAFileOverAPlaintextSocket() throws Exception {
        listen(null);
        try (Socket socket = new Socket("127.0.0.1", port())) {
            assertThat(fetch(socket)).isEqualTo(Arrays.copyOfRange(content, 1_000, 1_000 + SLICE_BYTES));
        }
        awaitRelease();
    }

    @Test
    void sendsAFileThroughTls() throws Exception {
        listen(certificate("first"));
        try (SSLSocket socket = connectTls()) {
            assertThat(fetch(socket)).isEqualTo(Arrays.copyOfRange(content, 1_000, 1_000 + SLICE_BYTES));
        }
        awaitRelease();
    }

    @Test
    void releasesTheFileWhenTheClientGoesAwayInTheMiddle() throws Exception {
        listen(null);
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setReceiveBufferSize(4_096);
            ask(socket);
            assertThat(new DataInputStream(socket.getInputStream()).readInt()).isGreaterThan(SLICE_BYTES);
        }
        awaitRelease();
    }

    @Test
    void takesOverAChangedCertificateAndKeepsOpenConnections() throws Exception {
        ListenerSettings.Tls files = certificate("first");
        listen(files);
        try (SSLSocket old = connectTls()) {
            assertThat(subject(old)).contains("CN=first");
            ListenerSettings.Tls other = certificate("second");
            Files.copy(other.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(other.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            String seen = "";
            while (!seen.contains("CN=second") && System.nanoTime() < until) {
                try (SSLSocket fresh = connectTls()) {
                    seen = subject(fresh);
                }
            }
            assertThat(seen).contains("CN=second");
            assertThat(fetch(old)).hasSize(SLICE_BYTES);
        }
    }

    @Test
    void saysWhyItCannotListen() throws Exception {
        listen(null);
        Network second = network(NetworkSettings.defaults());
        assertThatThrownBy(() -> second.start(ListenerSettings.client("127.0.0.1", port(), null)))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + port());
        Path nothing = directory.resolve("nothing.pem");
        assertThatThrownBy(() -> second.start(
                        ListenerSettings.client("127.0.0.1", 0, new ListenerSettings.Tls(nothing, nothing))))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("nothing.pem");
    }

    private void listen(ListenerSettings.Tls tls) throws IOException, CannotListen {
        new Random(3).nextBytes(content);
        Path path = Files.write(directory.resolve("log"), content);
        slice = new CountedSlice(FileChannel.open(path, StandardOpenOption.READ), 1_000, SLICE_BYTES);
        NetworkSettings d = NetworkSettings.defaults();
        network = network(new NetworkSettings(
                1,
                d.maxRequestBytes(),
                d.maxUnauthenticatedRequestBytes(),
                d.maxOtherRequestBytes(),
                d.requestMemoryBytes(),
                d.maxPipelinedRequests(),
                d.maxPipelinedBytes(),
                d.maxUnsentBytes(),
                d.maxIdleMs(),
                d.maxHandshakeMs(),
                d.failedAuthenticationDelayMs(),
                d.maxConnectionsPerListener(),
                d.maxConnectionsPerCluster(),
                50));
        network.start(ListenerSettings.client("127.0.0.1", 0, tls));
    }

    private Network network(NetworkSettings settings) {
        Dispatcher dispatcher = new Dispatcher(
                List.of(Answering.to(ApiKeys.FETCH, request -> request.respond(fetched()))),
                new FixedRights(),
                DispatchListener.NONE);
        return new Network(
                new Environment(new SystemClock(), new Random(1), new NoThreads()),
                dispatcher,
                new KnownKeys(),
                settings);
    }

    private FetchResponseData fetched() {
        FetchResponseData response = new FetchResponseData();
        FetchableTopicResponse topic = new FetchableTopicResponse().setTopic("t");
        topic.partitions().add(new PartitionData().setRecords(new FileSliceRecords(slice)));
        response.responses().add(topic);
        return response;
    }

    private int port() {
        InetSocketAddress address = network.address(Listener.CLIENT);
        return address.getPort();
    }

    private static void ask(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream()
                .write(Wire.frame(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("PLAIN")));
        in.skipNBytes(in.readInt());
        socket.getOutputStream()
                .write(Wire.frame(
                        ApiKeys.SASL_AUTHENTICATE,
                        2,
                        2,
                        new SaslAuthenticateRequestData().setAuthBytes("\0key\0secret".getBytes(US_ASCII))));
        in.skipNBytes(in.readInt());
        socket.getOutputStream().write(Wire.frame(ApiKeys.FETCH, 12, 3, new FetchRequestData()));
    }

    private static byte[] fetch(Socket socket) throws IOException {
        ask(socket);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = in.readNBytes(in.readInt());
        FetchResponseData response = Wire.decoded(FetchResponseData.class, ApiKeys.FETCH, 12, 3, frame);
        ByteBuffer records = WireRecords.bytes(
                response.responses().getFirst().partitions().getFirst().records());
        byte[] bytes = new byte[records.remaining()];
        records.get(bytes);
        return bytes;
    }

    private SSLSocket connectTls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port());
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private void awaitRelease() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (slice.releases.get() == 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(slice.releases).hasValue(1);
    }

    /// A self-signed certificate, made by the JDK's own tool.
    private ListenerSettings.Tls certificate(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Path certificate =
                pem(name + ".crt", "CERTIFICATE", keys.getCertificate("k").getEncoded());
        Path key = pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("k", "changeit".toCharArray()).getEncoded());
        return new ListenerSettings.Tls(certificate, key);
    }

    private Path pem(String file, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
