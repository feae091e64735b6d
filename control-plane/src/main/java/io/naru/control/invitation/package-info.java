/// Inviting people into an organization: an invitation with roles, its mail, and accepting it with a new account or an
/// old one. The doors are [Invitations] for who invites and [Acceptances] for who is invited.
@NullMarked
package io.naru.control.invitation;

import org.jspecify.annotations.NullMarked;
