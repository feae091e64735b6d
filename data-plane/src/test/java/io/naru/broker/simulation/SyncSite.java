package io.naru.broker.simulation;

import io.naru.broker.disk.SyncCall;
import java.util.Set;

/// Every place of a broker that makes something durable: who asks, and for what; and the writes that repeat what is
/// there, so that a sync finds something to do. [PowerLossTest] finds the list of syncs complete, and shows for each
/// site that is [Need#SHOWN_HERE] that without it some seed breaks a promise.
enum SyncSite {
    LOG(Need.SHOWN_HERE, "GroupCommit.sync log"),
    LOG_INDEXES(Need.SHOWN_HERE, "GroupCommit.sync index", "GroupCommit.sync timeindex"),
    LOG_NAMES(Need.SHOWN_HERE, "GroupCommit.syncIfPresent directory"),
    LOG_START(Need.SHOWN_HERE, "Checkpoints.writeLogStart log-start"),
    LOG_START_NAME(Need.SHOWN_HERE, "Checkpoints.writeLogStart directory"),
    LEADER_EPOCHS(Need.SHOWN_HERE, "Checkpoints.writeEpochs leader-epochs"),
    /// A broker that leads alone has one epoch, and finds it in the batches.
    LEADER_EPOCHS_NAME(Need.SHOWN_IN_ITS_ROOM, "Checkpoints.writeEpochs directory"),
    CLEANED_UP_TO(Need.SHOWN_HERE, "Checkpoints.writeCleanedUpTo cleaned-up-to"),
    /// The plan's removal, two operations later, syncs the same directory.
    CLEANED_UP_TO_NAME(Need.ORDER, "Checkpoints.writeCleanedUpTo directory"),
    COMPACTED_LOG(Need.SHOWN_HERE, "CleanedSegment.finish log.cleaned"),
    COMPACTED_INDEXES(
            Need.SHOWN_HERE, "CleanedSegment.writeIndex index.cleaned", "CleanedSegment.writeIndex timeindex.cleaned"),
    /// The plan's own name, four operations later, is made durable with the same directory.
    COMPACTED_NAMES(Need.ORDER, "Compaction.run directory"),
    COMPACTION_PLAN(Need.SHOWN_IN_ITS_ROOM, "CompactionSwap.begin compaction-swap"),
    COMPACTION_PLAN_NAME(Need.SHOWN_IN_ITS_ROOM, "CompactionSwap.begin directory"),
    COMPACTION_SWAP(Need.ORDER, "CompactionSwap.finish directory"),
    FOUND_LOG(Need.SHOWN_HERE, "Recovery.scan log"),
    /// What a failed sync of the process before left in the page cache only.
    FOUND_LOG_WRITTEN_ANEW(Need.SHOWN_HERE, "Recovery.writeAnew writing log"),
    /// What a killed process left in the page cache, before recovery deletes because of it.
    FOUND_NAMES(Need.ORDER, "Recovery.run directory"),
    FOUND_DIRECTORIES(Need.SHOWN_HERE, "Recovery.makeNamesDurable directory"),
    FOUND_INDEXES(Need.SHOWN_HERE, "Recovery.seal index", "Recovery.seal timeindex"),
    /// From the newest to the oldest, so that there is never a gap.
    REMOVED_NAMES(Need.ORDER, "Recovery.removeFrom directory"),
    PRODUCERS(Need.SHOWN_HERE, "Housekeeping.writingProducers producers", "Housekeeping.writeProducers producers"),
    /// The log start, written next, is made durable with the same directory.
    PRODUCERS_NAME(Need.ORDER, "Housekeeping.writingProducers directory"),
    /// The snapshot before, and the log from there on, say the same.
    PRODUCERS_NAME_AT_STOP(Need.SPEED, "Housekeeping.writeProducers directory"),
    /// Once replicas leave their in-sync sets after an unclean stop, the marker of a clean one may not come back.
    CLEAN_STOP_OVER(Need.ORDER, "PartitionFiles.prepare directory"),
    /// Else the folder of a deleted topic may come back under its old name, and stay.
    DELETED_TOPIC(Need.SPEED, "PartitionFiles.delete directory"),
    JOURNAL(Need.SHOWN_HERE, "LocalJournal.poll journal"),
    JOURNAL_NAMES(Need.SHOWN_HERE, "LocalJournal.openNewSegment directory"),
    JOURNAL_DIRECTORY(Need.SHOWN_HERE, "LocalJournal.makeDirectory directory"),
    /// A broker's registration, its first command after every start, syncs the same file.
    JOURNAL_FOUND(Need.SHOWN_IN_ITS_ROOM, "LocalJournal.readSegment journal"),
    /// What a failed sync of the process before left in the page cache only.
    JOURNAL_WRITTEN_ANEW(Need.SHOWN_IN_ITS_ROOM, "LocalJournal.writeAnew writing journal"),
    /// What a killed process left in the page cache, before segments are deleted because of it.
    JOURNAL_FOUND_NAMES(Need.SHOWN_IN_ITS_ROOM, "LocalJournal.makeNamesDurable directory"),
    JOURNAL_SNAPSHOT(Need.SHOWN_HERE, "LocalJournal.keepSnapshot snapshot"),
    JOURNAL_SNAPSHOT_NAME(Need.SHOWN_HERE, "LocalJournal.keepSnapshot directory"),
    DESIRED_SNAPSHOT(Need.SHOWN_HERE, "DesiredSnapshot.save desired-state"),
    DESIRED_SNAPSHOT_NAME(Need.SHOWN_IN_ITS_ROOM, "DesiredSnapshot.save directory"),
    DATA_DIRECTORY(Need.SHOWN_HERE, "Broker.makeDataDirectory directory");

    /// What a sync is for.
    enum Need {
        /// Without it something acknowledged is lost, or something comes back.
        SHOWN_HERE,
        /// The same, but a whole broker gets there too seldom: `LogCrashTest`, `ControllerCrashTest`,
        /// `DesiredSnapshotCrashTest`.
        SHOWN_IN_ITS_ROOM,
        /// It keeps two changes of one directory or file in order, of which the later one is synced soon after: the
        /// moment in which a power loss would find it missing is too short for a seed to hit it for sure.
        ORDER,
        /// Without it no promise is broken; a start takes longer, or room on the disk is lost.
        SPEED
    }

    private final Need need;
    private final Set<String> sites;

    SyncSite(Need need, String... sites) {
        this.need = need;
        this.sites = Set.of(sites);
    }

    Need need() {
        return need;
    }

    boolean covers(SyncCall call) {
        return sites.contains(call.site());
    }

    Set<String> sites() {
        return sites;
    }
}
