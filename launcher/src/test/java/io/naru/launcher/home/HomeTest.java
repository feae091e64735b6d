package io.naru.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void refusesAFileInItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("home"), "");

        assertThatThrownBy(() -> Home.at(file).prepare())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is a file, not a folder");
    }

    @Test
    void refusesALayoutItDoesNotKnow() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        home.prepare();
        Files.writeString(home.directory().resolve("version"), "2\n");

        assertThatThrownBy(home::prepare).isInstanceOf(Refusal.class).hasMessageContaining("layout '2'");
    }

    @Test
    void keepsTheStateForOtherCommands() {
        Home home = Home.at(folder.resolve("home"));
        home.prepare();
        RunState state = new RunState(
                7,
                "running",
                1_000,
                "http://127.0.0.1:8080",
                "127.0.0.1:9092",
                Ports.USUAL,
                List.of(new RunState.PartState("broker", "ready", 8, 2_000, 1, "127.0.0.1:9092")));

        state.write(home);

        assertThat(RunState.read(home)).contains(state);
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(0, taken.getLocalPort(), 0, 0, 0, 0);

            assertThatThrownBy(() -> ports.mustBeFree(true, true))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " (Kafka clients) can't be used");
        }
    }
}
