package io.naru.broker.fault;

import java.nio.file.Path;

/// What a file or directory of a broker is for.
public enum Place {
    DATA_DIRECTORY,
    JOURNAL,
    DESIRED_SNAPSHOT,
    TOPIC_DIRECTORY,
    LOG,
    INDEX,
    CHECKPOINT,
    PRODUCERS,
    CLEAN_STOP;

    /// @param path below the data directory, or above it
    static Place of(Path data, Path path) {
        if (!path.startsWith(data) || path.equals(data)) {
            return DATA_DIRECTORY;
        }
        String name = path.getFileName().toString().replaceFirst("\\.tmp$", "");
        return switch (data.relativize(path).getName(0).toString().replaceFirst("\\.tmp$", "")) {
            case "controller" -> JOURNAL;
            case "desired-state" -> DESIRED_SNAPSHOT;
            case "topics" -> ofTopic(name);
            default -> throw new IllegalStateException("what is " + path + " for? Add a Place");
        };
    }

    private static Place ofTopic(String name) {
        return switch (name) {
            case "recovery-point", "log-start", "cleaned-up-to", "leader-epochs" -> CHECKPOINT;
            case "producers" -> PRODUCERS;
            case "clean-stop" -> CLEAN_STOP;
            default -> {
                if (name.endsWith(".log")) {
                    yield LOG;
                }
                yield name.endsWith("index") ? INDEX : TOPIC_DIRECTORY;
            }
        };
    }
}
