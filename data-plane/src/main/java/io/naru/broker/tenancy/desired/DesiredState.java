package io.naru.broker.tenancy.desired;

import io.naru.broker.systemtopic.MalformedJson;
import io.naru.broker.tenancy.Right;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/// One version of what the control plane wants. Persistent structures: a change copies a path, never the
/// whole.
///
/// @param clusters by lkc
/// @param apiKeys by key id
/// @param roles what a principal may do, by `lkc/principal`
/// @param tokenKeys by kid
/// @param records every resource's newest record by its key, unknown kinds as well: the content of the
/// snapshot
/// @param unconfirmed keys of records that come from before the topic was lost and have not been seen in
/// it since
public record DesiredState(
        PMap<String, LogicalCluster> clusters,
        PMap<String, ApiKey> apiKeys,
        PMap<String, Set<Right>> roles,
        PMap<String, TokenKey> tokenKeys,
        PMap<String, Kept> records,
        PSet<String> unconfirmed) {

    public static final DesiredState EMPTY = new DesiredState(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePSet.empty());

    /// A resource's newest record.
    record Kept(long version, byte[] value) {}

    static String grantee(String cluster, String principal) {
        return cluster + "/" + principal;
    }

    public boolean isActive(String cluster) {
        LogicalCluster found = clusters.get(cluster);
        return found != null && found.isActive();
    }

    /// What a principal, or a key that is spoken for by a token, may do by its role record; empty without
    /// one.
    public Set<Right> rightsOf(String cluster, String principal) {
        Set<Right> rights = roles.get(grantee(cluster, principal));
        return rights == null ? Set.of() : rights;
    }

    /// The wishes that are kept; there are few, their records end once they are answered.
    List<TopicWish> topicWishes() {
        List<TopicWish> wishes = new ArrayList<>();
        records.forEach((key, kept) -> {
            if (key.startsWith(DesiredRecord.TOPIC_WISH + "/")
                    && parsed(key, kept) instanceof DesiredRecord.OfTopicWish it) {
                wishes.add(it.wish());
            }
        });
        return wishes;
    }

    private static @Nullable DesiredRecord parsed(String key, Kept kept) {
        try {
            return DesiredRecord.parse(key.getBytes(StandardCharsets.UTF_8), kept.value());
        } catch (MalformedJson ofALaterRelease) {
            return null;
        }
    }

    /// Whether the record says anything that is not known yet: it is newer than the resource's last one,
    /// or takes away what is there.
    boolean isNews(DesiredRecord record) {
        Kept last = records.get(record.key());
        return switch (record) {
            case DesiredRecord.Tombstone _ -> last != null;
            case DesiredRecord.Valued valued -> last == null || valued.version() > last.version();
        };
    }

    /// The state after a record. A record that is not newer than the resource's last changes nothing but
    /// that the resource is confirmed.
    DesiredState after(DesiredRecord record) {
        return switch (record) {
            case DesiredRecord.Tombstone tombstone -> without(tombstone);
            case DesiredRecord.Valued valued -> with(valued);
        };
    }

    /// The state with a record of the snapshot.
    DesiredState restored(DesiredRecord record, boolean isUnconfirmed) {
        DesiredState restored = after(record);
        return isUnconfirmed
                ? new DesiredState(
                        restored.clusters,
                        restored.apiKeys,
                        restored.roles,
                        restored.tokenKeys,
                        restored.records,
                        restored.unconfirmed.plus(record.key()))
                : restored;
    }

    /// Nothing of the state has been seen in the topic that is read now.
    DesiredState afterLoss() {
        return new DesiredState(clusters, apiKeys, roles, tokenKeys, records, HashTreePSet.from(records.keySet()));
    }

    private DesiredState with(DesiredRecord.Valued record) {
        PSet<String> stillUnconfirmed = unconfirmed.minus(record.key());
        if (!isNews(record)) {
            return new DesiredState(clusters, apiKeys, roles, tokenKeys, records, stillUnconfirmed);
        }
        PMap<String, Kept> kept = records.plus(record.key(), new Kept(record.version(), record.value()));
        return switch (record) {
            case DesiredRecord.OfCluster it ->
                new DesiredState(
                        clusters.plus(it.cluster().id(), it.cluster()),
                        apiKeys,
                        roles,
                        tokenKeys,
                        kept,
                        stillUnconfirmed);
            case DesiredRecord.OfApiKey it ->
                new DesiredState(
                        clusters,
                        apiKeys.plus(it.apiKey().id(), it.apiKey()),
                        roles,
                        tokenKeys,
                        kept,
                        stillUnconfirmed);
            case DesiredRecord.OfRole it ->
                new DesiredState(
                        clusters, apiKeys, granted(it.grantee(), it.rights()), tokenKeys, kept, stillUnconfirmed);
            case DesiredRecord.OfTokenKey it ->
                new DesiredState(
                        clusters,
                        apiKeys,
                        roles,
                        tokenKeys.plus(it.tokenKey().kid(), it.tokenKey()),
                        kept,
                        stillUnconfirmed);
            case DesiredRecord.OfTopicWish _, DesiredRecord.OfUnknownKind _ ->
                new DesiredState(clusters, apiKeys, roles, tokenKeys, kept, stillUnconfirmed);
        };
    }

    private PMap<String, Set<Right>> granted(String grantee, @Nullable Set<Right> rights) {
        return rights == null ? roles.minus(grantee) : roles.plus(grantee, rights);
    }

    private DesiredState without(DesiredRecord.Tombstone gone) {
        String id = gone.id();
        return new DesiredState(
                gone.kind().equals("lkc") ? clusters.minus(id) : clusters,
                gone.kind().equals("api_key") ? apiKeys.minus(id) : apiKeys,
                gone.kind().equals("role") ? roles.minus(id) : roles,
                gone.kind().equals("token_key") ? tokenKeys.minus(id) : tokenKeys,
                records.minus(gone.key()),
                unconfirmed.minus(gone.key()));
    }
}
