package io.naru.launcher.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/// The ports of one local Naru, all on loopback.
public record Ports(int http, int client, int system, int metrics, int postgres, int test) {
    public static final Ports USUAL = new Ports(8080, 9092, 9093, 9644, 5442, 9095);

    /// Six ports in a row from `base` on.
    public static Ports from(int base) {
        if (base < 1 || base > 65_530) {
            throw Refusal.of("--port-base %d is outside 1 to 65530.", base);
        }
        return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5);
    }

    /// Refuses with the first port that another program holds.
    public void mustBeFree(boolean embeddedPostgres, boolean testListener) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("console and HTTP API", http);
        wanted.put("Kafka clients", client);
        wanted.put("system listener", system);
        wanted.put("metrics", metrics);
        if (embeddedPostgres) {
            wanted.put("embedded Postgres", postgres);
        }
        if (testListener) {
            wanted.put("test listener", test);
        }
        wanted.forEach((purpose, port) -> {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException refused) {
                throw Refusal.of(
                        "Port %d (%s) can't be used (%s); stop the program that holds it, or choose other ports with"
                                + " ./naru up --port-base %d.",
                        port, purpose, refused.getMessage(), port == 18_080 ? 28_080 : 18_080);
            }
        });
    }
}
