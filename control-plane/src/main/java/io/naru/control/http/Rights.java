package io.naru.control.http;

import io.naru.control.access.Caller;
import io.naru.control.access.Right;

/// Refuses callers without a right. The words "invalid API key" are for tools: Terraform takes any other 403 on a
/// read
/// for "gone" and
/// would make the object anew.
public final class Rights {
    private Rights() {}

    public static void require(Caller caller, Right right) {
        if (!caller.may(right)) {
            throw Refusal.forbidden(
                    "invalid API key for this: it needs the right " + right.wire() + ", which " + caller.principal()
                            + " does not have here. An OrganizationAdmin can give a key with a greater role.");
        }
    }
}
