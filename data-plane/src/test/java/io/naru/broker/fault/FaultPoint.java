package io.naru.broker.fault;

/// Every step that a broker takes on its disk, as a registry that a test walks. A step that is not listed ends the
/// process, so that a new one is thought about. Not here, because they come only after hours or thousands of changes:
/// compaction and the controller's snapshot, which `PowerLossTest` and the crash tests of their rooms interrupt.
public enum FaultPoint {
    DATA_DIRECTORY_CREATE_DIRECTORY(Place.DATA_DIRECTORY, Operation.CREATE_DIRECTORY, When.FIRST_START),
    DATA_DIRECTORY_SYNC_DIRECTORY(Place.DATA_DIRECTORY, Operation.SYNC_DIRECTORY, When.FIRST_START),
    JOURNAL_CREATE(Place.JOURNAL, Operation.CREATE, When.FIRST_START),
    JOURNAL_CREATE_DIRECTORY(Place.JOURNAL, Operation.CREATE_DIRECTORY, When.FIRST_START),
    JOURNAL_SYNC_DIRECTORY(Place.JOURNAL, Operation.SYNC_DIRECTORY, When.START),
    CLEAN_STOP_DELETE(Place.CLEAN_STOP, Operation.DELETE, When.START),
    JOURNAL_WRITE(Place.JOURNAL, Operation.WRITE, When.WORK),
    JOURNAL_SYNC(Place.JOURNAL, Operation.SYNC, When.WORK),
    TOPIC_DIRECTORY_CREATE_DIRECTORY(Place.TOPIC_DIRECTORY, Operation.CREATE_DIRECTORY, When.WORK),
    TOPIC_DIRECTORY_SYNC_DIRECTORY(Place.TOPIC_DIRECTORY, Operation.SYNC_DIRECTORY, When.WORK),
    TOPIC_DIRECTORY_RENAME(Place.TOPIC_DIRECTORY, Operation.RENAME, When.WORK),
    TOPIC_DIRECTORY_DELETE(Place.TOPIC_DIRECTORY, Operation.DELETE, When.WORK),
    LOG_CREATE(Place.LOG, Operation.CREATE, When.WORK),
    LOG_WRITE(Place.LOG, Operation.WRITE, When.WORK),
    LOG_SYNC(Place.LOG, Operation.SYNC, When.WORK),
    LOG_DELETE(Place.LOG, Operation.DELETE, When.WORK),
    INDEX_CREATE(Place.INDEX, Operation.CREATE, When.WORK),
    INDEX_WRITE(Place.INDEX, Operation.WRITE, When.WORK),
    INDEX_SYNC(Place.INDEX, Operation.SYNC, When.WORK),
    INDEX_DELETE(Place.INDEX, Operation.DELETE, When.WORK),
    CHECKPOINT_CREATE(Place.CHECKPOINT, Operation.CREATE, When.WORK),
    CHECKPOINT_WRITE(Place.CHECKPOINT, Operation.WRITE, When.WORK),
    CHECKPOINT_SYNC(Place.CHECKPOINT, Operation.SYNC, When.WORK),
    CHECKPOINT_RENAME(Place.CHECKPOINT, Operation.RENAME, When.WORK),
    PRODUCERS_CREATE(Place.PRODUCERS, Operation.CREATE, When.WORK),
    PRODUCERS_WRITE(Place.PRODUCERS, Operation.WRITE, When.WORK),
    PRODUCERS_SYNC(Place.PRODUCERS, Operation.SYNC, When.WORK),
    PRODUCERS_RENAME(Place.PRODUCERS, Operation.RENAME, When.WORK),
    DESIRED_SNAPSHOT_CREATE(Place.DESIRED_SNAPSHOT, Operation.CREATE, When.WORK),
    DESIRED_SNAPSHOT_WRITE(Place.DESIRED_SNAPSHOT, Operation.WRITE, When.WORK),
    DESIRED_SNAPSHOT_SYNC(Place.DESIRED_SNAPSHOT, Operation.SYNC, When.WORK),
    DESIRED_SNAPSHOT_RENAME(Place.DESIRED_SNAPSHOT, Operation.RENAME, When.WORK),
    CLEAN_STOP_CREATE(Place.CLEAN_STOP, Operation.CREATE, When.STOP),
    CLEAN_STOP_WRITE(Place.CLEAN_STOP, Operation.WRITE, When.STOP);

    /// When a broker gets there.
    public enum When {
        /// On an empty data directory.
        FIRST_START,
        START,
        WORK,
        STOP
    }

    private final Place place;
    private final Operation operation;
    private final When when;

    FaultPoint(Place place, Operation operation, When when) {
        this.place = place;
        this.operation = operation;
        this.when = when;
    }

    When when() {
        return when;
    }

    /// @throws IllegalStateException if nobody has listed it
    static FaultPoint of(Place place, Operation operation) {
        for (FaultPoint point : values()) {
            if (point.place == place && point.operation == operation) {
                return point;
            }
        }
        throw new IllegalStateException("no fault point for " + operation + " of " + place + ": add one");
    }
}
