package io.naru.broker.runtime;

import io.naru.broker.runtime.BrokerConfig.HostPort;
import io.naru.broker.runtime.BrokerConfig.TestListener;
import io.naru.broker.runtime.BrokerConfig.Tls;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Reads a configuration file. An unknown key is an error: a misspelt one must not fall back to a default in silence.
final class ConfigFile {
    private final Path file;
    private final Properties properties = new Properties();

    private ConfigFile(Path file) {
        this.file = file;
    }

    static BrokerConfig read(Path file) throws BadStart {
        ConfigFile config = new ConfigFile(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            config.properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new BadStart("the configuration file " + file + " does not exist.");
        } catch (IOException | IllegalArgumentException e) {
            throw new BadStart("the configuration file " + file + " can't be read: " + e.getMessage() + ".");
        }
        config.refuseUnknownKeys();
        return config.parse();
    }

    private void refuseUnknownKeys() throws BadStart {
        for (String name : properties.stringPropertyNames()) {
            if (Arrays.stream(ConfigKey.values()).noneMatch(key -> key.key().equals(name))) {
                throw new BadStart("unknown key " + name + " in " + file + "; --help lists the keys.");
            }
        }
    }

    private BrokerConfig parse() throws BadStart {
        InetSocketAddress client = address(ConfigKey.CLIENT_LISTENER);
        Tls tls = tls();
        if (tls == null && !client.getAddress().isLoopbackAddress()) {
            throw new BadStart("client.listener " + value(ConfigKey.CLIENT_LISTENER)
                    + " is not on loopback and would take keys in plaintext; set client.tls.certificate and"
                    + " client.tls.key.");
        }
        return new BrokerConfig(
                (int) number(ConfigKey.BROKER_ID, 1, Integer.MAX_VALUE),
                value(ConfigKey.CELL_ID),
                Path.of(value(ConfigKey.DATA_DIRECTORY)),
                client,
                advertised(client),
                tls,
                address(ConfigKey.SYSTEM_LISTENER),
                Path.of(value(ConfigKey.CELL_SECRET_FILE)),
                optionalAddress(ConfigKey.METRICS_LISTENER),
                optionalPath(ConfigKey.TOKEN_ROOT_PUBLIC_KEY_FILE),
                testListener(),
                number(ConfigKey.CLUSTER_DELETION_GRACE_MS, 0, Long.MAX_VALUE),
                number(ConfigKey.TOPIC_BIN_RETENTION_MS, 0, Long.MAX_VALUE),
                shardThreads());
    }

    private int shardThreads() throws BadStart {
        int given = (int) number(ConfigKey.SHARD_THREADS, 0, 1_024);
        return given > 0 ? given : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private @Nullable Tls tls() throws BadStart {
        Path certificate = optionalPath(ConfigKey.CLIENT_TLS_CERTIFICATE);
        Path key = optionalPath(ConfigKey.CLIENT_TLS_KEY);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new BadStart("client.tls.certificate and client.tls.key belong together; one of them is missing.");
        }
        return new Tls(certificate, key);
    }

    private @Nullable TestListener testListener() throws BadStart {
        InetSocketAddress address = optionalAddress(ConfigKey.TEST_LISTENER);
        if (address == null) {
            return null;
        }
        if (!address.getAddress().isLoopbackAddress()) {
            throw new BadStart(
                    "test.listener has no log-in and must be on loopback, not " + value(ConfigKey.TEST_LISTENER) + ".");
        }
        String cluster = value(ConfigKey.TEST_LISTENER_CLUSTER);
        if (!cluster.startsWith("lkc-")) {
            throw new BadStart("test.listener needs test.listener.cluster, a logical cluster's id (lkc-…).");
        }
        return new TestListener(address, cluster);
    }

    private HostPort advertised(InetSocketAddress listener) throws BadStart {
        InetSocketAddress advertised = optionalAddress(ConfigKey.CLIENT_ADVERTISED);
        return advertised == null
                ? new HostPort(listener.getHostString(), listener.getPort())
                : new HostPort(advertised.getHostString(), advertised.getPort());
    }

    private InetSocketAddress address(ConfigKey key) throws BadStart {
        InetSocketAddress address = optionalAddress(key);
        if (address == null) {
            throw new BadStart(key.key() + " is missing in " + file + ". " + key.meaning());
        }
        return address;
    }

    private @Nullable InetSocketAddress optionalAddress(ConfigKey key) throws BadStart {
        String text = value(key);
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetSocketAddress address = new InetSocketAddress(text.substring(0, Math.max(0, colon)), port);
            if (colon > 0 && !address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, like every other text that is no address
        }
        throw new BadStart(key.key() + " is no host:port that resolves: " + text + ".");
    }

    private @Nullable Path optionalPath(ConfigKey key) throws BadStart {
        String text = value(key);
        return text.isEmpty() ? null : Path.of(text);
    }

    private long number(ConfigKey key, long smallest, long largest) throws BadStart {
        String text = value(key);
        try {
            long number = Long.parseLong(text);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw new BadStart(
                key.key() + " must be a whole number from " + smallest + " to " + largest + ", not " + text + ".");
    }

    private String value(ConfigKey key) throws BadStart {
        String value = properties.getProperty(key.key(), key.defaultValue());
        if (value == null) {
            throw new BadStart(key.key() + " is missing in " + file + ". " + key.meaning());
        }
        return value.trim();
    }
}
