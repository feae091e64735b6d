package io.naru.broker.controller;

/// The bounds of a controller.
///
/// @param queuedCommands how many commands may wait; the next is refused as busy
/// @param snapshotEntries a snapshot is taken after this many journal entries
/// @param snapshotBytes or after this many bytes of them
/// @param graceMs how long a deleted logical cluster keeps its topics
public record ControllerSettings(int queuedCommands, int snapshotEntries, long snapshotBytes, long graceMs) {
    public static final ControllerSettings DEFAULT = new ControllerSettings(1_024, 10_000, 16 << 20, 24L * 3_600_000);

    public ControllerSettings withGraceMs(long newGraceMs) {
        return new ControllerSettings(queuedCommands, snapshotEntries, snapshotBytes, newGraceMs);
    }
}
