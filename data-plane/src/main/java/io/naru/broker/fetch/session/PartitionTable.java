package io.naru.broker.fetch.session;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/// The partitions of a fetch in the order they are to be read: what was asked of each, and what was told last.
///
/// A session keeps one of these for as long as its consumer lives, so there is no object a partition: a row is about
/// 70 bytes in a dozen columns. Rows are linked in reading order and found by a hash of topic and partition. A row's
/// number is good until it is removed. Whoever shares a table holds its lock.
public final class PartitionTable {
    /// No row.
    public static final int NONE = -1;

    private static final long NEVER_TOLD = -1;
    private static final int SMALLEST_CAPACITY = 4;

    /// A topic's id or its name, whichever the request's version uses; one object shared by the topic's rows.
    private Object[] topics;

    private int[] partitions;
    private long[] fetchOffsets;
    private int[] maxBytes;
    private int[] currentLeaderEpochs;
    private int[] lastFetchedEpochs;
    private long[] highWatermarks;
    private long[] lastStableOffsets;
    private long[] logStartOffsets;
    private int[] following;
    private int[] preceding;

    private int[] hashes;

    /// Rows by hash, open addressing, twice as many places as rows or more.
    private int[] places;

    private final int salt;

    private int size;
    private int used;
    private int first = NONE;
    private int last = NONE;
    private int free = NONE;

    /// @param salt unknown to clients, who choose the names and numbers that are hashed
    PartitionTable(int expectedRows, int salt) {
        this.salt = salt;
        int capacity = Math.max(SMALLEST_CAPACITY, expectedRows);
        topics = new Object[capacity];
        partitions = new int[capacity];
        fetchOffsets = new long[capacity];
        maxBytes = new int[capacity];
        currentLeaderEpochs = new int[capacity];
        lastFetchedEpochs = new int[capacity];
        highWatermarks = new long[capacity];
        lastStableOffsets = new long[capacity];
        logStartOffsets = new long[capacity];
        following = new int[capacity];
        preceding = new int[capacity];
        hashes = new int[capacity];
        places = emptyPlaces(capacity);
    }

    private static int[] emptyPlaces(int capacity) {
        int[] empty = new int[Integer.highestOneBit(2 * capacity - 1) << 1];
        Arrays.fill(empty, NONE);
        return empty;
    }

    /// A table of what a request names; of a partition named twice the last word counts.
    static PartitionTable of(List<FetchTopic> asked, boolean byTopicId, int salt) {
        int rows = 0;
        for (FetchTopic topic : asked) {
            rows += topic.partitions().size();
        }
        PartitionTable table = new PartitionTable(rows, salt);
        table.ask(asked, byTopicId);
        return table;
    }

    /// Adds what is new at the end; what is known is asked anew in its place.
    void ask(List<FetchTopic> asked, boolean byTopicId) {
        for (FetchTopic topic : asked) {
            Object key = byTopicId ? topic.topicId() : topic.topic();
            for (FetchPartition partition : topic.partitions()) {
                int row = find(key, partition.partition());
                write(row == NONE ? append(key, partition.partition()) : row, partition);
            }
        }
    }

    void forget(List<ForgottenTopic> forgotten, boolean byTopicId) {
        for (ForgottenTopic topic : forgotten) {
            Object key = byTopicId ? topic.topicId() : topic.topic();
            for (int partition : topic.partitions()) {
                int row = find(key, partition);
                if (row != NONE) {
                    remove(row);
                }
            }
        }
    }

    private void write(int row, FetchPartition asked) {
        fetchOffsets[row] = asked.fetchOffset();
        maxBytes[row] = asked.partitionMaxBytes();
        currentLeaderEpochs[row] = asked.currentLeaderEpoch();
        lastFetchedEpochs[row] = asked.lastFetchedEpoch();
    }

    // ---- reading

    public int size() {
        return size;
    }

    /// The row to be read first, or [#NONE].
    public int first() {
        return first;
    }

    /// The row to be read after this one, or [#NONE].
    public int after(int row) {
        return following[row];
    }

    /// The topic's id (Kafka's class) or its name.
    public Object topic(int row) {
        return topics[row];
    }

    public int partition(int row) {
        return partitions[row];
    }

    public long fetchOffset(int row) {
        return fetchOffsets[row];
    }

    public int maxBytes(int row) {
        return maxBytes[row];
    }

    public int currentLeaderEpoch(int row) {
        return currentLeaderEpochs[row];
    }

    public int lastFetchedEpoch(int row) {
        return lastFetchedEpochs[row];
    }

    // ---- what was told

    /// Whether the consumer was told these numbers last.
    public boolean wasTold(int row, long highWatermark, long lastStableOffset, long logStartOffset) {
        return highWatermarks[row] == highWatermark
                && lastStableOffsets[row] == lastStableOffset
                && logStartOffsets[row] == logStartOffset;
    }

    /// Notes what the consumer is told now. After an error nothing counts as told, so that the partition is told again
    /// when the error is gone.
    public void tell(int row, PartitionData data) {
        boolean failed = data.errorCode() != Errors.NONE.code();
        highWatermarks[row] = failed ? NEVER_TOLD : data.highWatermark();
        lastStableOffsets[row] = data.lastStableOffset();
        logStartOffsets[row] = data.logStartOffset();
    }

    /// Lets the row be read after all others: one that was just given records must not starve them.
    public void moveToEnd(int row) {
        unlink(row);
        link(row);
    }

    // ---- rows

    int find(Object topic, int partition) {
        int hash = hash(topic, partition);
        int mask = places.length - 1;
        for (int place = hash & mask; places[place] != NONE; place = (place + 1) & mask) {
            int row = places[place];
            if (hashes[row] == hash && partitions[row] == partition && topics[row].equals(topic)) {
                return row;
            }
        }
        return NONE;
    }

    private int append(Object topic, int partition) {
        int row;
        if (free != NONE) {
            row = free;
            free = following[row];
        } else {
            if (used == partitions.length) {
                grow();
            }
            row = used++;
        }
        topics[row] = topic;
        partitions[row] = partition;
        hashes[row] = hash(topic, partition);
        highWatermarks[row] = NEVER_TOLD;
        lastStableOffsets[row] = NEVER_TOLD;
        logStartOffsets[row] = NEVER_TOLD;
        link(row);
        enter(row);
        size++;
        return row;
    }

    private void remove(int row) {
        leave(row);
        unlink(row);
        size--;
        topics[row] = "";
        following[row] = free;
        free = row;
    }

    private void link(int row) {
        following[row] = NONE;
        preceding[row] = last;
        if (last == NONE) {
            first = row;
        } else {
            following[last] = row;
        }
        last = row;
    }

    private void unlink(int row) {
        int before = preceding[row];
        int behind = following[row];
        if (before == NONE) {
            first = behind;
        } else {
            following[before] = behind;
        }
        if (behind == NONE) {
            last = before;
        } else {
            preceding[behind] = before;
        }
    }

    private void grow() {
        int capacity = Math.addExact(used, used / 2 + 1);
        topics = Arrays.copyOf(topics, capacity);
        partitions = Arrays.copyOf(partitions, capacity);
        fetchOffsets = Arrays.copyOf(fetchOffsets, capacity);
        maxBytes = Arrays.copyOf(maxBytes, capacity);
        currentLeaderEpochs = Arrays.copyOf(currentLeaderEpochs, capacity);
        lastFetchedEpochs = Arrays.copyOf(lastFetchedEpochs, capacity);
        highWatermarks = Arrays.copyOf(highWatermarks, capacity);
        lastStableOffsets = Arrays.copyOf(lastStableOffsets, capacity);
        logStartOffsets = Arrays.copyOf(logStartOffsets, capacity);
        following = Arrays.copyOf(following, capacity);
        preceding = Arrays.copyOf(preceding, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        places = emptyPlaces(capacity);
        for (int row = first; row != NONE; row = following[row]) {
            enter(row);
        }
    }

    // ---- the hash

    private int hash(Object topic, int partition) {
        return switch (topic) {
            case Uuid id ->
                mix(
                        mix(mix(salt, (int) (id.getLeastSignificantBits() >>> 32)), (int) id.getLeastSignificantBits()),
                        partition);
            case String name -> mix(hash(name), partition);
            default -> throw new IllegalArgumentException("neither a topic's id nor its name: " + topic.getClass());
        };
    }

    private int hash(String name) {
        int hash = salt;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash, name.charAt(i));
        }
        return hash;
    }

    private static int mix(int hash, int value) {
        int mixed = (hash ^ value) * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    private void enter(int row) {
        int mask = places.length - 1;
        int place = hashes[row] & mask;
        while (places[place] != NONE) {
            place = (place + 1) & mask;
        }
        places[place] = row;
    }

    /// Takes a row out and closes the gap, so that searches need no marks for what was there.
    private void leave(int row) {
        int mask = places.length - 1;
        int gap = hashes[row] & mask;
        while (places[gap] != row) {
            gap = (gap + 1) & mask;
        }
        places[gap] = NONE;
        for (int place = (gap + 1) & mask; places[place] != NONE; place = (place + 1) & mask) {
            int home = hashes[places[place]] & mask;
            if (((place - home) & mask) >= ((place - gap) & mask)) {
                places[gap] = places[place];
                places[place] = NONE;
                gap = place;
            }
        }
    }

    // ---- memory

    /// A table of the same rows without room to spare; this one if it has little.
    PartitionTable compacted() {
        if (used <= 2 * size + SMALLEST_CAPACITY) {
            return this;
        }
        PartitionTable copy = new PartitionTable(size, salt);
        for (int row = first; row != NONE; row = following[row]) {
            int to = copy.append(topics[row], partitions[row]);
            copy.fetchOffsets[to] = fetchOffsets[row];
            copy.maxBytes[to] = maxBytes[row];
            copy.currentLeaderEpochs[to] = currentLeaderEpochs[row];
            copy.lastFetchedEpochs[to] = lastFetchedEpochs[row];
            copy.highWatermarks[to] = highWatermarks[row];
            copy.lastStableOffsets[to] = lastStableOffsets[row];
            copy.logStartOffsets[to] = logStartOffsets[row];
        }
        return copy;
    }
}
