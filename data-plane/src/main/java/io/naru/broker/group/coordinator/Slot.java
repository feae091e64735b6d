package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.partition.Resident.Timer;
import org.jspecify.annotations.Nullable;

/// A group and what the coordinator has running for it.
final class Slot {
    private Group group;
    private long lastAppend;
    private @Nullable Timer timer;
    private long timerAtMs = Long.MAX_VALUE;

    Slot(Group group) {
        this.group = group;
    }

    Group group() {
        return group;
    }

    void become(Group next) {
        group = next;
    }

    /// The append that has to be committed before anything of the group is told.
    long lastAppend() {
        return lastAppend;
    }

    void appended(long append) {
        lastAppend = append;
    }

    boolean hasTimer() {
        return timer != null;
    }

    long timerAtMs() {
        return timerAtMs;
    }

    void replaceTimer(Timer next, long atMs) {
        cancelTimer();
        timer = next;
        timerAtMs = atMs;
    }

    void timerFired() {
        timer = null;
        timerAtMs = Long.MAX_VALUE;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
        timerFired();
    }
}
