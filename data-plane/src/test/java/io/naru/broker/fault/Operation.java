package io.naru.broker.fault;

/// What changes a disk, or makes a change durable.
public enum Operation {
    CREATE,
    WRITE,
    SYNC,
    TRUNCATE,
    RENAME,
    DELETE,
    CREATE_DIRECTORY,
    SYNC_DIRECTORY
}
