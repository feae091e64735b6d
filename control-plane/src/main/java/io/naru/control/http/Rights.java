package io.naru.control.http;

import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;

/// Refuses callers without a right. The words "invalid API key" are for tools: Terraform takes any other
/// 403 on a read for "gone" and would make the object anew.
public final class Rights {
    private Rights() {}

    public static void require(Caller caller, Right right, Scope scope) {
        if (!caller.may(right, scope)) {
            throw Refusal.forbidden("invalid API key for this: it needs the right " + right.wire() + ", which "
                    + caller.principal() + " does not have at " + scope.wire()
                    + ". An OrganizationAdmin can give it a role that includes it.");
        }
    }

    /// Nobody gives, or takes, what they do not have themselves.
    public static void requireAll(Caller caller, Grant grant) {
        if (!caller.has(grant)) {
            throw Refusal.forbidden("invalid API key for this: " + grant.role().wire() + " at "
                    + grant.scope().wire() + " may do more than " + caller.principal()
                    + " may there. Ask somebody who has that role.");
        }
    }
}
