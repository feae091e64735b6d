package io.naru.broker.partition;

import io.naru.broker.log.SyncPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A shard's group commit: one sync is under way at a time, and everything appended meanwhile shares the next one. So
/// its size grows with the load by itself, and no batch waits for a timer.
final class GroupCommitCycle {
    /// Makes the log ends durable, blocking; see `log/`.
    @FunctionalInterface
    interface Sync {
        void sync(Collection<SyncPoint> points) throws IOException;
    }

    private final Shard shard;
    private final Sync sync;
    private final Map<Partition, Boolean> waiting = new LinkedHashMap<>();
    private boolean underWay;

    GroupCommitCycle(Shard shard, Sync sync) {
        this.shard = shard;
        this.sync = sync;
    }

    /// The partition's appends must be durable before somebody gets an answer, or have waited long enough.
    void wants(Partition partition) {
        waiting.put(partition, true);
    }

    void forget(Partition partition) {
        waiting.remove(partition);
    }

    int syncWhatWaits() {
        if (underWay || waiting.isEmpty()) {
            return 0;
        }
        List<Partition> partitions = List.copyOf(waiting.keySet());
        waiting.clear();
        List<SyncPoint> points = new ArrayList<>(partitions.size());
        for (Partition partition : partitions) {
            points.add(partition.unsynced());
        }
        underWay = true;
        Job job = new Job(points);
        shard.inBackground(job, () -> reported(partitions, points, job.failure));
        return points.size();
    }

    private void reported(List<Partition> partitions, List<SyncPoint> points, @Nullable IOException failure) {
        underWay = false;
        for (int i = 0; i < partitions.size(); i++) {
            if (failure == null) {
                partitions.get(i).synced(points.get(i));
            } else {
                partitions.get(i).goOffline("sync failed: " + failure.getMessage());
            }
        }
    }

    private final class Job implements Runnable {
        private final List<SyncPoint> points;
        private @Nullable IOException failure;

        Job(List<SyncPoint> points) {
            this.points = points;
        }

        @Override
        public void run() {
            try {
                sync.sync(points);
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
