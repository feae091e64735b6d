package io.naru.control.background;

/// Something that must have been done once before the process is ready.
public interface StartWork {
    String name();

    boolean isDone();
}
