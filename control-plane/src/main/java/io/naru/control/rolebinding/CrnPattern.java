package io.naru.control.rolebinding;

import io.naru.control.http.Refusal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A scope as it is written:
/// `crn://naru/organization=…/environment=env-…/cloud-cluster=lkc-…/kafka=lkc-…`, from the left as far as
/// is wanted. The authority is not looked at, so that patterns made for other services can be kept.
///
/// @param environment null for the organization
/// @param lkc null for an environment
record CrnPattern(
        String organization,
        @Nullable String environment,
        @Nullable String lkc) {
    private static final Pattern FORM = Pattern.compile("crn://[^/]*/organization=([^/=]+)"
            + "(?:/environment=([^/=]+)(?:/cloud-cluster=([^/=]+)(?:/kafka=([^/=]+))?)?)?(/.*)?");

    /// @param name of the field or parameter, for the refusal
    static CrnPattern of(String text, String name) {
        Matcher matcher = FORM.matcher(text.replaceAll("(?i)%3A", ":"));
        if (!matcher.matches()) {
            throw refusal(
                    name,
                    name + " must look like crn://naru/organization=ORG/environment=ENV/cloud-cluster=LKC;"
                            + " environment and cloud-cluster may be left out, from the right.");
        }
        String cluster = matcher.group(3);
        String kafka = matcher.group(4);
        String below = Optional.ofNullable(matcher.group(5)).orElse("");
        if (!below.isEmpty() && !below.equals("/")) {
            throw refusal(
                    name,
                    name + " goes on with " + below
                            + "; roles are given at an organization, an environment or a cluster," + " not below it.");
        }
        if (kafka != null && !kafka.equals(cluster)) {
            throw refusal(
                    name,
                    name + " names cloud-cluster " + cluster + " and kafka " + kafka + "; both must be the same.");
        }
        return new CrnPattern(matcher.group(1), matcher.group(2), cluster);
    }

    private static Refusal refusal(String name, String detail) {
        return Refusal.field("/" + name, detail);
    }
}
