package io.naru.broker.fetch.session;

import org.apache.kafka.common.protocol.Errors;

/// What one fetch request asks for, its session looked up.
public sealed interface FetchScope {
    /// The session is not what the client believes: nothing is read.
    record Refused(Errors error) implements FetchScope {}

    /// All partitions are named in the request and all are answered.
    ///
    /// @param session whether the client would like to go on with a session
    record Whole(PartitionTable partitions, boolean session) implements FetchScope {}

    /// All partitions of the session are read and those that changed are answered.
    ///
    /// @param epoch the request's
    record Continued(FetchSession session, int epoch) implements FetchScope {}
}
