package io.naru.broker.group;

import io.naru.broker.controller.ClusterPurge;
import io.naru.broker.discovery.BrokerAddresses;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.coordinator.GroupCoordinator;
import io.naru.broker.group.coordinator.GroupSettings;
import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.Reply;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.Resident;
import io.naru.broker.partition.Residents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Consumer groups, as the rest of the broker knows them.
public final class Groups implements ClusterPurge {
    private final GroupSettings settings;
    private final Metadata metadata;
    private final GroupPlacement placement;
    private final Coordinators coordinators;

    public Groups(GroupSettings settings, Metadata metadata, Residents residents) {
        this.settings = settings;
        this.metadata = metadata;
        this.placement = new GroupPlacement(metadata);
        this.coordinators = new Coordinators(placement, residents);
    }

    /// What lives beside each partition of [GroupPlacement#TOPIC].
    public static Resident newCoordinator(GroupSettings settings, Metadata metadata) {
        return new GroupCoordinator(settings, metadata);
    }

    /// One handler for each API of groups.
    public List<ApiHandler> handlers(RandomGenerator random, BrokerAddresses addresses) {
        return List.of(
                new FindCoordinatorHandler(placement, metadata, addresses),
                new JoinGroupHandler(coordinators, settings, random),
                new SyncGroupHandler(coordinators),
                new HeartbeatHandler(coordinators),
                new LeaveGroupHandler(coordinators),
                new OffsetCommitHandler(coordinators, metadata, settings),
                new OffsetFetchHandler(coordinators, metadata),
                new OffsetDeleteHandler(coordinators, metadata),
                new DescribeGroupsHandler(coordinators),
                new ListGroupsHandler(coordinators),
                new DeleteGroupsHandler(coordinators));
    }

    /// Forgets the offsets of topics that are gone, and has those of topics in the bin set aside or brought
    /// back. A coordinator that cannot hear of it now looks for itself before it next tells of them. What it does
    /// not hear of a topic's end stays until the group's retention ends; nobody can read it.
    ///
    /// @param topics those that differ between the two images
    public void topicsChanged(MetadataImage before, MetadataImage after, Set<UUID> topics) {
        for (UUID id : topics) {
            TopicImage was = before.topicsById().get(id);
            BinnedTopic binned = before.bin().byId().get(id);
            TopicImage known = was == null && binned != null ? binned.topic() : was;
            if (known == null) {
                continue;
            }
            boolean isThere = after.topicsById().containsKey(id);
            if (!isThere && !after.bin().byId().containsKey(id)) {
                coordinators.tellAll(coordinator -> coordinator.topicDeleted(known.cluster(), known.name(), id));
            } else if (isThere == (binned != null)) {
                coordinators.tellAll(coordinator -> coordinator.followBin(known.cluster()));
            }
        }
    }

    /// Removes all groups of a logical cluster. Fails if a coordinator could not do so now.
    @Override
    public CompletionStage<?> purge(String cluster) {
        var done = new CompletableFuture<List<Reply.Outcome<Accepted>>>();
        Reply<List<Reply.Outcome<Accepted>>> reply = outcome -> {
            switch (outcome) {
                case Reply.Done<List<Reply.Outcome<Accepted>>>(var partitions) -> done.complete(partitions);
                case Reply.Refused<List<Reply.Outcome<Accepted>>>(GroupError error) ->
                    done.completeExceptionally(new IllegalStateException(error.name()));
            }
        };
        coordinators.askAll(reply, (coordinator, to) -> coordinator.clusterPurged(cluster, to));
        return done.thenAccept(Groups::requireAll);
    }

    private static void requireAll(List<Reply.Outcome<Accepted>> partitions) {
        for (Reply.Outcome<Accepted> partition : partitions) {
            if (partition instanceof Reply.Refused<Accepted>(GroupError error)) {
                throw new IllegalStateException("groups of a partition are not removed: " + error);
            }
        }
    }

    /// Tells where all groups stand that this broker coordinates and that have committed something; on any thread,
    /// once. Coordinators that are loading are left out.
    public void standings(Consumer<List<GroupStanding>> listener) {
        Reply<List<Reply.Outcome<List<Group>>>> reply = outcome -> {
            List<GroupStanding> standings = new ArrayList<>();
            if (outcome instanceof Reply.Done<List<Reply.Outcome<List<Group>>>>(var partitions)) {
                for (Reply.Outcome<List<Group>> partition : partitions) {
                    if (partition instanceof Reply.Done<List<Group>>(List<Group> groups)) {
                        groups.forEach(group -> standings.add(new GroupStanding(
                                group.key(), group.seating().seats().size(), group.offsets())));
                    }
                }
            }
            listener.accept(standings);
        };
        coordinators.askAll(reply, (coordinator, to) -> coordinator.withOffsets(to));
    }
}
