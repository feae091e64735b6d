package io.naru.broker.tenancy;

/// What a role may allow inside its logical cluster. ACLs narrow or widen this later, per resource.
public enum Right {
    /// See topics, groups and their settings.
    DESCRIBE,
    /// Read records, join groups, commit offsets.
    READ,
    /// Write records, get producer ids.
    WRITE,
    /// Create, change and delete topics, groups and offsets.
    MANAGE
}
