package io.naru.control.background;

/// Something a feature wants forgotten every now and then. Runs in a transaction of the relay's role, and may run on
/// several instances.
public interface Chore {
    void run();
}
