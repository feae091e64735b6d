package io.naru.broker.tenancy;

/// Which door somebody knocks at. The cell's own secret opens the system door only, API keys the client door only;
/// tokens open both.
public enum Entrance {
    CLIENT,
    SYSTEM
}
