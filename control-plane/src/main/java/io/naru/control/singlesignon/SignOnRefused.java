package io.naru.control.singlesignon;

import io.naru.control.access.Tenant;
import org.jspecify.annotations.Nullable;

/// Somebody who signed in, or tried to, is not let in.
final class SignOnRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final SignOnProblem problem;
    private final transient @Nullable Tenant tenant;
    private final String who;

    /// @param tenant whose log tells of it; null when that is not known
    /// @param who an address, or empty
    /// @param sentence for that log
    SignOnRefused(SignOnProblem problem, @Nullable Tenant tenant, String who, String sentence) {
        super(sentence, null, false, false);
        this.problem = problem;
        this.tenant = tenant;
        this.who = who;
    }

    static SignOnRefused of(SignOnProblem problem) {
        return new SignOnRefused(problem, null, "", problem.sentence());
    }

    SignOnProblem problem() {
        return problem;
    }

    @Nullable
    Tenant tenant() {
        return tenant;
    }

    String who() {
        return who;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
