package io.naru.broker.fetch.session;

import io.naru.broker.environment.Clock;
import io.naru.broker.tenancy.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// All fetch sessions of the broker. Safe for any thread.
///
/// Who gets a session when there is no room is KIP-227's rule: one unused for two minutes goes first; else the smallest
/// that has lived for two minutes, and only for a larger one, so that sessions do not push each other out in turns. One
/// rule is added for many tenants: when the broker is full, a cluster that has less than the one with most takes from
/// that one, and no cluster gets beyond its own bound. So a tenant can fill its share and never anybody else's.
public final class FetchSessions {
    /// The id of an answer that belongs to no session.
    public static final int NO_SESSION = 0;

    private static final int INITIAL_EPOCH = 0;
    private static final int FINAL_EPOCH = -1;
    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;

    private final Clock clock;
    private final RandomGenerator random;
    private final FetchSessionSettings settings;
    private final int salt;

    // ---- guarded by this object's lock

    /// The least recently used first.
    private final LinkedHashMap<Integer, FetchSession> byId = new LinkedHashMap<>();

    private final Map<String, ClusterShare> shares = new HashMap<>();
    private long partitions;
    private long evictions;

    /// @param random gives ids nobody can guess
    public FetchSessions(Clock clock, RandomGenerator random, FetchSessionSettings settings) {
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.salt = random.nextInt();
    }

    /// Looks up or closes the session a request names, and takes into it what the request says.
    public FetchScope open(Principal caller, short version, FetchRequestData request) {
        SessionOwner owner = SessionOwner.of(caller);
        boolean byTopicId = version >= FIRST_VERSION_WITH_TOPIC_IDS;
        return switch (request.sessionEpoch()) {
            case INITIAL_EPOCH, FINAL_EPOCH -> {
                close(owner, request.sessionId());
                yield whole(request, byTopicId, request.sessionEpoch() == INITIAL_EPOCH);
            }
            default -> goOn(owner, byTopicId, request);
        };
    }

    private FetchScope.Whole whole(FetchRequestData request, boolean byTopicId, boolean session) {
        return new FetchScope.Whole(PartitionTable.of(request.topics(), byTopicId, salt), session);
    }

    private FetchScope goOn(SessionOwner owner, boolean byTopicId, FetchRequestData request) {
        FetchSession session = find(owner, request.sessionId());
        if (session == null) {
            return new FetchScope.Refused(Errors.FETCH_SESSION_ID_NOT_FOUND);
        }
        synchronized (session) {
            if (session.expectedEpoch() != request.sessionEpoch()) {
                return new FetchScope.Refused(Errors.INVALID_FETCH_SESSION_EPOCH);
            }
            if (session.byTopicId != byTopicId) {
                return new FetchScope.Refused(Errors.FETCH_SESSION_TOPIC_ID_ERROR);
            }
            session.partitions().ask(request.topics(), byTopicId);
            session.partitions().forget(request.forgottenTopicsData(), byTopicId);
            if (session.partitions().size() == 0) {
                close(owner, session.id);
                return whole(request, byTopicId, false);
            }
            if (!touch(session, session.partitions().size())) {
                return new FetchScope.Refused(Errors.FETCH_SESSION_ID_NOT_FOUND);
            }
            session.goOn();
            return new FetchScope.Continued(session, request.sessionEpoch());
        }
    }

    /// Makes a session of a fetch that is about to be answered.
    ///
    /// @param told the partitions with what the answer tells of them; the session's from now on
    /// @return the session's id, or [#NO_SESSION] if there is no room for it
    public synchronized int begin(Principal caller, short version, PartitionTable told) {
        SessionOwner owner = SessionOwner.of(caller);
        if (!makeRoom(owner.cluster(), told.size())) {
            return NO_SESSION;
        }
        int id = random.nextInt(1, Integer.MAX_VALUE);
        while (byId.containsKey(id)) {
            id = random.nextInt(1, Integer.MAX_VALUE);
        }
        add(new FetchSession(id, owner, version >= FIRST_VERSION_WITH_TOPIC_IDS, told, nowMs()));
        return id;
    }

    public synchronized int count() {
        return byId.size();
    }

    /// Partitions that all sessions together remember.
    public synchronized long partitions() {
        return partitions;
    }

    /// Sessions that had to give way to others since the start.
    public synchronized long evictions() {
        return evictions;
    }

    // ---- under the lock

    private synchronized @Nullable FetchSession find(SessionOwner owner, int id) {
        FetchSession session = byId.get(id);
        return session != null && session.owner.equals(owner) ? session : null;
    }

    private synchronized void close(SessionOwner owner, int id) {
        FetchSession session = find(owner, id);
        if (session != null) {
            remove(session);
        }
    }

    /// Notes that the session is used and how large it is now.
    ///
    /// @return false if it was evicted, or has grown so much that it had to be
    private synchronized boolean touch(FetchSession session, int size) {
        if (byId.get(session.id) != session) {
            return false;
        }
        remove(session);
        if (!makeRoom(session.owner.cluster(), size)) {
            evictions++;
            return false;
        }
        long nowMs = nowMs();
        session.lastUsedMs = nowMs;
        session.countedPartitions = size;
        session.mayBeEvicted = nowMs - session.createdMs > settings.evictionMs();
        add(session);
        return true;
    }

    private void add(FetchSession session) {
        byId.put(session.id, session);
        shares.computeIfAbsent(session.owner.cluster(), ClusterShare::new).add(session);
        partitions += session.countedPartitions;
    }

    private void remove(FetchSession session) {
        byId.remove(session.id);
        String cluster = session.owner.cluster();
        ClusterShare share = shares.get(cluster);
        if (share != null) {
            share.remove(session);
            if (share.isEmpty()) {
                shares.remove(cluster);
            }
        }
        partitions -= session.countedPartitions;
    }

    /// Evicts until one more session of a size fits.
    private boolean makeRoom(String cluster, int size) {
        if (size > settings.maxPartitionsOfCluster() || size > settings.maxPartitions()) {
            return false;
        }
        while (true) {
            ClusterShare own = shares.getOrDefault(cluster, new ClusterShare(cluster));
            boolean clusterIsFull = own.sessions() >= settings.maxSessionsOfCluster()
                    || own.partitions + size > settings.maxPartitionsOfCluster();
            boolean brokerIsFull =
                    byId.size() >= settings.maxSessions() || partitions + size > settings.maxPartitions();
            if (!clusterIsFull && !brokerIsFull) {
                return true;
            }
            FetchSession victim = clusterIsFull ? victimAmong(own, size) : victimAnywhere(own, size);
            if (victim == null) {
                return false;
            }
            remove(victim);
            evictions++;
        }
    }

    private @Nullable FetchSession victimAmong(ClusterShare share, int size) {
        if (share.isEmpty()) {
            return null;
        }
        FetchSession oldest = share.byUse.getFirst();
        if (isStale(oldest)) {
            return oldest;
        }
        FetchSession least = share.byValue.first();
        return least.mayBeEvicted && least.countedPartitions < size ? least : null;
    }

    private @Nullable FetchSession victimAnywhere(ClusterShare own, int size) {
        FetchSession oldest = byId.firstEntry().getValue();
        if (isStale(oldest)) {
            return oldest;
        }
        boolean bySessions = byId.size() >= settings.maxSessions();
        ClusterShare richest =
                Collections.max(shares.values(), bySessions ? ClusterShare.BY_SESSIONS : ClusterShare.BY_PARTITIONS);
        boolean mayTake =
                bySessions ? richest.sessions() > own.sessions() + 1 : richest.partitions > own.partitions + size;
        return mayTake ? richest.byValue.first() : victimAmong(own, size);
    }

    private boolean isStale(FetchSession session) {
        return nowMs() - session.lastUsedMs > settings.evictionMs();
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }
}
