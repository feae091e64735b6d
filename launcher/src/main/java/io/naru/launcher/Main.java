package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The launcher program. `NARU_HOME` says where data is kept, `NARU_ROOT` where the built parts are.
@Command(
        name = "naru",
        subcommands = {UpCommand.class, StatusCommand.class, DownCommand.class, TrainCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Main());
        commands.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof Refusal refusal) {
                System.err.println("naru: " + refusal.sentence());
                return refusal.exitCode();
            }
            throw failure;
        });
        System.exit(commands.execute(arguments));
    }

    static Home home() {
        return Home.at(pathFrom("NARU_HOME"));
    }

    static Path root() {
        return pathFrom("NARU_ROOT");
    }

    private static Path pathFrom(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw Refusal.of("%s is not set; start this program with the naru script.", name);
        }
        return Path.of(value).toAbsolutePath();
    }
}
