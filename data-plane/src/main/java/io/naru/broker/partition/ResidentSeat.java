package io.naru.broker.partition;

import io.naru.broker.log.LogView;
import io.naru.broker.record.Batch;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Seats a resident beside its partition: replays the log into it in slices, so that loading never holds up the shard's
/// other partitions, then lets commands through, and ends it when the partition or an append fails.
final class ResidentSeat {
    private static final int BATCHES_A_SLICE = 64;

    private final Resident resident;
    private final Partition partition;
    private final Shard shard;
    private final RecordCursor records = new RecordCursor();
    private State state = State.LOADING;
    private long nextOffset;

    private enum State {
        LOADING,
        SEATED,
        RESIGNED
    }

    ResidentSeat(Resident resident, Partition partition, Shard shard) {
        this.resident = resident;
        this.partition = partition;
        this.shard = shard;
        this.nextOffset = partition.log().view().logStartOffset();
        shard.report(this::loadSlice);
    }

    private void loadSlice() {
        if (state != State.LOADING) {
            return;
        }
        LogView view = partition.log().view();
        long end = partition.highWatermark().offset();
        try {
            nextOffset = view.replay(nextOffset, partition.highWatermark(), BATCHES_A_SLICE, this::replay);
        } catch (IOException e) {
            partition.goOffline("read failed: " + e.getMessage());
            return;
        }
        if (nextOffset < end) {
            shard.report(this::loadSlice);
        } else {
            state = State.SEATED;
            resident.loaded(new ShardHost());
        }
    }

    private void replay(Batch batch) {
        records.open(batch);
        while (records.next()) {
            ByteBuffer key = records.key();
            if (key != null) {
                resident.replay(records.offset(), records.timestamp(), key, records.value());
            }
        }
    }

    <R extends Resident> void call(Class<R> kind, Consumer<R> action, Consumer<Residents.Unreachable> otherwise) {
        switch (state) {
            case LOADING -> otherwise.accept(Residents.Unreachable.LOADING);
            case RESIGNED -> otherwise.accept(Residents.Unreachable.NOT_HERE);
            case SEATED -> action.accept(kind.cast(resident));
        }
    }

    void resign() {
        if (state != State.RESIGNED) {
            state = State.RESIGNED;
            resident.resigned();
        }
    }

    private final class ShardHost implements Resident.Host {
        @Override
        public long nowMs() {
            return shard.nowMs();
        }

        @Override
        public long monotonicMs() {
            return shard.nowNanos() / 1_000_000;
        }

        @Override
        public void append(List<Resident.Entry> entries, Resident.Completion done) {
            ByteBuffer batch = batchOf(entries);
            partition.append(new Append(batch, () -> {}, outcome -> {
                switch (outcome) {
                    case AppendOutcome.Appended appended -> done.committed(appended.baseOffset());
                    case AppendOutcome.Refused refused -> {
                        done.failed(refused.reason());
                        resign();
                    }
                }
            }));
        }

        private ByteBuffer batchOf(List<Resident.Entry> entries) {
            BatchBuilder builder = new BatchBuilder();
            long nowMs = shard.nowMs();
            entries.forEach(entry -> builder.add(nowMs, entry.key(), entry.value()));
            return builder.build();
        }

        @Override
        public Resident.Timer schedule(long delayMs, Runnable action) {
            return shard.schedule(delayMs, () -> {
                if (state == State.SEATED) {
                    action.run();
                }
            });
        }

        @Override
        public <T> void offload(Supplier<T> job, Consumer<T> then) {
            Offloaded<T> offloaded = new Offloaded<>(job);
            shard.inBackground(offloaded, () -> {
                if (state == State.SEATED) {
                    then.accept(offloaded.result());
                }
            });
        }
    }

    private static final class Offloaded<T> implements Runnable {
        private final Supplier<T> job;
        private Optional<T> result = Optional.empty();

        Offloaded(Supplier<T> job) {
            this.job = job;
        }

        @Override
        public void run() {
            result = Optional.of(job.get());
        }

        T result() {
            return result.orElseThrow();
        }
    }
}
