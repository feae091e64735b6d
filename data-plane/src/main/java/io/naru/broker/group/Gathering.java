package io.naru.broker.group;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Waits for answers that come from several threads, and hands them on in their places once the last is there.
final class Gathering<T> {
    private final AtomicReferenceArray<T> places;
    private final AtomicInteger missing;
    private final Consumer<List<T>> complete;

    /// With nothing to wait for, `complete` is called at once.
    Gathering(int count, Consumer<List<T>> complete) {
        this.places = new AtomicReferenceArray<>(count);
        this.missing = new AtomicInteger(count);
        this.complete = complete;
        if (count == 0) {
            complete.accept(List.of());
        }
    }

    /// Each place once.
    void put(int place, T value) {
        places.set(place, value);
        if (missing.decrementAndGet() == 0) {
            complete.accept(
                    IntStream.range(0, places.length()).mapToObj(places::get).toList());
        }
    }
}
