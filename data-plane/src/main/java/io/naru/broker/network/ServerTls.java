package io.naru.broker.network;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate of one listener. Files that change are taken over for connections to come; those that are
/// open keep what they began with. Files that make no sense are reported once and the last good certificate
/// stays.
final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private record Stamp(List<FileTime> modified, List<Long> bytes) {}

    private final ListenerSettings.Tls files;
    private volatile SslContext context;
    private Stamp stamp;

    ServerTls(ListenerSettings.Tls files) throws IOException {
        this.files = files;
        this.stamp = stamp();
        this.context = load();
    }

    SslContext context() {
        return context;
    }

    /// Looks at the files; reads them if they changed.
    void reloadIfChanged() {
        try {
            Stamp now = stamp();
            if (!now.equals(stamp)) {
                stamp = now;
                context = load();
                LOG.info("took over the changed certificate {}", files.certificate());
            }
        } catch (IOException | RuntimeException unusable) {
            LOG.warn("kept the old certificate: {} cannot be used", files.certificate(), unusable);
        }
    }

    private SslContext load() throws IOException {
        return SslContextBuilder.forServer(
                        files.certificate().toFile(), files.key().toFile())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    private Stamp stamp() throws IOException {
        return new Stamp(
                List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key())),
                List.of(Files.size(files.certificate()), Files.size(files.key())));
    }
}
