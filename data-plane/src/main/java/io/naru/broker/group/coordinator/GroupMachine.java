package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupEvent;

/// Decides what a command means for a group. Pure: the same group, command and moment give the same decision.
final class GroupMachine {
    private final Joining joining;
    private final Attending attending;
    private final Keeping keeping;
    private final Binned binned = new Binned();

    GroupMachine(GroupSettings settings) {
        var rebalancing = new Rebalancing();
        this.joining = new Joining(settings, rebalancing);
        this.attending = new Attending(settings, rebalancing);
        this.keeping = new Keeping(settings);
    }

    Decision decide(Group group, GroupCommand command, Moment moment) {
        var draft = new Draft(group, moment);
        switch (command) {
            case GroupCommand.Join join -> joining.join(draft, join);
            case GroupCommand.Sync sync -> attending.sync(draft, sync);
            case GroupCommand.Heartbeat heartbeat -> attending.heartbeat(draft, heartbeat);
            case GroupCommand.Leave leave -> attending.leave(draft, leave);
            case GroupCommand.CommitOffsets commit -> keeping.commit(draft, commit);
            case GroupCommand.DeleteGroup delete -> keeping.deleteGroup(draft, delete);
            case GroupCommand.DeleteOffsets delete -> keeping.deleteOffsets(draft, delete);
            case GroupCommand.Tick tick -> attending.tick(draft, tick);
            case GroupCommand.Resume resume -> draft.add(new GroupEvent.Resumed(moment.nowMs()));
            case GroupCommand.Sweep sweep -> keeping.sweep(draft, sweep);
            case GroupCommand.ForgetTopic forget -> keeping.forgetTopic(draft, forget);
            case GroupCommand.FollowBin follow -> binned.follow(draft, follow);
            case GroupCommand.Purge purge -> keeping.purge(draft);
        }
        return draft.decision();
    }
}
