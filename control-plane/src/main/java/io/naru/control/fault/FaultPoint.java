package io.naru.control.fault;

/// Places around commits, publishing and acknowledgements where a process that dies may leave something half done.
public enum FaultPoint {
    CHANGE_BEFORE_COMMIT,
    CHANGE_AFTER_COMMIT,
    RELAY_BEFORE_CLAIM,
    RELAY_AFTER_CLAIM,
    RELAY_AFTER_SEND,
    RELAY_BEFORE_MARK,
    RELAY_AFTER_MARK,
    CREATE_BEFORE_CONFIRM,
    CREATE_AFTER_CONFIRM,
    REVOKE_BEFORE_PASSED,
    PROJECTION_BEFORE_COMMIT,
    PROJECTION_AFTER_COMMIT
}
