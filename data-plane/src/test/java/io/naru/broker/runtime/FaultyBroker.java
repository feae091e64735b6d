package io.naru.broker.runtime;

import io.naru.broker.fault.Death;
import io.naru.broker.fault.FaultyDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A broker on a [FaultyDisk]. Arguments: the configuration file, and a [Death] that waits for it while it starts, if
/// any. A line with a death on standard input arms that one, answered by `ARMED`; the end of the input stops the broker
/// in order.
public final class FaultyBroker {
    private FaultyBroker() {}

    public static void main(String[] arguments) throws Exception {
        BrokerConfig config = ConfigFile.read(Path.of(arguments[0]));
        CompletableFuture<FaultyDisk> disk = new CompletableFuture<>();
        try (LocalBroker broker =
                LocalBroker.start(config, () -> Runtime.getRuntime().halt(1), real -> {
                    FaultyDisk faulty = new FaultyDisk(real, config.dataDirectory());
                    if (arguments.length > 1) {
                        faulty.arm(Death.parse(arguments[1]));
                    }
                    disk.complete(faulty);
                    return faulty;
                })) {
            System.out.println(broker.readyLine());
            obey(disk.join());
        }
    }

    private static void obey(FaultyDisk disk) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            disk.arm(Death.parse(order));
            System.out.println("ARMED");
        }
    }
}
