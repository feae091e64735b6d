package io.naru.broker.fetch;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches that wait for the disk. A few threads take them, a logical cluster in turn: one that reads its whole history
/// does not keep the others from reading an hour of theirs. Bounded for the broker and for each cluster. Safe for any
/// thread.
public final class ColdReads {
    private static final Logger LOG = LoggerFactory.getLogger(ColdReads.class);

    private final Executor threads;
    private final int mostRunning;
    private final int mostWaiting;
    private final int mostWaitingOfCluster;

    /// The cluster whose turn is next comes first.
    private final LinkedHashMap<String, ArrayDeque<Runnable>> waiting = new LinkedHashMap<>();

    private int waitingCount;
    private int running;

    /// @param threads runs jobs that block
    /// @param mostRunning how many of them at a time
    /// @param mostWaiting of the broker; one is a whole fetch of a connection
    public ColdReads(Executor threads, int mostRunning, int mostWaiting, int mostWaitingOfCluster) {
        this.threads = threads;
        this.mostRunning = mostRunning;
        this.mostWaiting = mostWaiting;
        this.mostWaitingOfCluster = mostWaitingOfCluster;
    }

    /// Runs the job on a disk thread when it is its cluster's turn.
    ///
    /// @return false if too many wait: the caller answers without, and the client comes again
    boolean offer(String cluster, Runnable job) {
        synchronized (this) {
            ArrayDeque<Runnable> ofCluster = waiting.get(cluster);
            if (waitingCount >= mostWaiting || (ofCluster != null && ofCluster.size() >= mostWaitingOfCluster)) {
                return false;
            }
            if (ofCluster == null) {
                ofCluster = new ArrayDeque<>();
                waiting.put(cluster, ofCluster);
            }
            ofCluster.add(job);
            waitingCount++;
            if (running >= mostRunning) {
                return true;
            }
            running++;
        }
        threads.execute(this::runNext);
        return true;
    }

    /// Fetches that wait or are being read; for metrics.
    public synchronized int underWay() {
        return waitingCount + running;
    }

    private void runNext() {
        Runnable job = take();
        if (job == null) {
            return;
        }
        try {
            job.run();
        } catch (RuntimeException defect) {
            LOG.error("a read from the disk failed", defect);
        }
        threads.execute(this::runNext);
    }

    private synchronized @Nullable Runnable take() {
        Map.Entry<String, ArrayDeque<Runnable>> next = waiting.pollFirstEntry();
        if (next == null) {
            running--;
            return null;
        }
        Runnable job = next.getValue().poll();
        if (!next.getValue().isEmpty()) {
            waiting.putLast(next.getKey(), next.getValue());
        }
        waitingCount--;
        return job;
    }
}
