package io.naru.control.invitation;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class InvitationChore implements Chore {
    private final ExpiredInvitationRepository invitations;

    InvitationChore(ExpiredInvitationRepository invitations) {
        this.invitations = invitations;
    }

    @Override
    public void run() {
        invitations.forget();
    }
}
