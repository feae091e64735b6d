package io.naru.launcher;

import io.naru.launcher.home.Home;
import java.io.PrintStream;

/// What a person needs to know once everything runs.
final class Welcome {
    private Welcome() {}

    static void print(Home home, Options options, PrintStream terminal) {
        terminal.println();
        terminal.println("Naru is ready");
        terminal.println("  Console        " + options.console());
        LocalLogin.read(home)
                .ifPresent(login ->
                        terminal.println("  Login          " + login.email() + "  password " + login.password()));
        terminal.println("  Kafka clients  " + options.clientAddress() + " ("
                + (options.tls() ? "SASL_SSL" : "SASL_PLAINTEXT") + ", PLAIN)");
        if (options.testListener()) {
            terminal.println("  Test listener  127.0.0.1:" + options.ports().test()
                    + " (PLAINTEXT, no login: for test suites on this machine only)");
        }
        terminal.println("  Configuration  " + home.directory().resolve("local.properties") + " (Java), "
                + home.directory().resolve("librdkafka.properties"));
        terminal.println("  Try            echo 'hello' | kcat -F "
                + home.directory().resolve("librdkafka.properties") + " -P -t hello");
        terminal.println("Stop with Ctrl-C or ./naru down");
        terminal.flush();
    }
}
