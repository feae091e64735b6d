package io.naru.broker.dispatch;

/// What a handler may know of the connection a request came on.
public interface Connection {
    /// Unique while the broker runs, for audit and fetch sessions.
    long id();

    Listener listener();

    /// The peer's address without its port, as text.
    String peerAddress();

    boolean isOpen();
}
