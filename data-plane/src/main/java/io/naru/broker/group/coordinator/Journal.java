package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupRecords.Written;
import io.naru.broker.group.model.Reply;
import io.naru.broker.partition.Resident.Completion;
import io.naru.broker.partition.Resident.Entry;
import io.naru.broker.partition.Resident.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Appends to the partition, and holds answers back until what they rest on is committed. Appends are numbered from 1
/// and commit in order.
final class Journal {
    /// Well below what a batch may have; only removals of many offsets take more than one.
    private static final int MAX_BATCH_BYTES = 512 * 1024;

    private final Host host;
    private final Map<Long, Held> held = new HashMap<>();
    private long appended;
    private long committed;
    private boolean broken;

    /// @param then what the coordinator does at the commit, once the answers are out
    private record Held(List<Decision.Answer<?>> answers, Runnable then) {}

    Journal(Host host) {
        this.host = host;
    }

    /// The number of the last append there was.
    long appended() {
        return appended;
    }

    long inFlight() {
        return appended - committed;
    }

    boolean isCommitted(long append) {
        return append <= committed;
    }

    /// Appends, in as many batches as it takes.
    ///
    /// @return the number of the append after whose commit all records are durable
    long append(List<Written> records, Runnable committed) {
        List<Entry> batch = new ArrayList<>();
        int bytes = 0;
        for (Written record : records) {
            if (bytes + record.sizeBytes() > MAX_BATCH_BYTES && !batch.isEmpty()) {
                appendBatch(batch, () -> {});
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(new Entry(record.key(), record.value()));
            bytes += record.sizeBytes();
        }
        appendBatch(batch, committed);
        return appended;
    }

    private void appendBatch(List<Entry> batch, Runnable then) {
        long number = ++appended;
        held.put(number, new Held(new ArrayList<>(), then));
        host.append(batch, new Completion() {
            @Override
            public void committed(long offset) {
                release(number);
            }

            @Override
            public void failed(String reason) {
                // The partition discards this coordinator; nothing it decided since may be heard of.
                abandon();
            }
        });
    }

    /// Sends the answers once the append is committed: at once if it is.
    void sendAfter(long append, List<Decision.Answer<?>> answers) {
        if (broken) {
            answers.forEach(Journal::turnAway);
            return;
        }
        Held waiting = isCommitted(append) ? null : held.get(append);
        if (waiting == null) {
            answers.forEach(Decision.Answer::send);
        } else {
            waiting.answers().addAll(answers);
        }
    }

    private void release(long number) {
        if (broken) {
            return;
        }
        committed = number;
        Held released = held.remove(number);
        if (released != null) {
            released.answers().forEach(Decision.Answer::send);
            released.then().run();
        }
    }

    /// Nothing more is answered from here; clients look for the coordinator again.
    void abandon() {
        broken = true;
        held.values().forEach(each -> each.answers().forEach(Journal::turnAway));
        held.clear();
    }

    boolean isBroken() {
        return broken;
    }

    private static <A> void turnAway(Decision.Answer<A> answer) {
        answer.to().send(new Reply.Refused<>(GroupError.NOT_COORDINATOR));
    }
}
