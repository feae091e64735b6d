package io.naru.broker.metadata;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which names a topic may have: Kafka's rule, and what the cell keeps for itself.
public final class TopicNames {
    private static final int LARGEST = 249;
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final String OWN_PREFIX = "__naru_";
    private static final Set<String> RESERVED =
            Set.of("__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata");

    private TopicNames() {}

    /// Why no topic can have this name, or null if one can.
    public static @Nullable String refuse(String name) {
        if (name.isEmpty()) {
            return "Topic name is invalid: the empty string is not allowed.";
        }
        if (name.equals(".") || name.equals("..")) {
            return "Topic name is invalid: '.' or '..' is not allowed.";
        }
        if (name.length() > LARGEST) {
            return "Topic name is invalid: the length of '" + name.substring(0, LARGEST) + "…' is longer than the max "
                    + "allowed length " + LARGEST + ".";
        }
        return LEGAL.matcher(name).matches()
                ? null
                : "Topic name is invalid: '" + name + "' contains one or more characters other than ASCII "
                        + "alphanumerics, '.', '_' and '-'.";
    }

    /// Whether only the cell itself may make a topic of this name.
    public static boolean isReserved(String name) {
        return name.startsWith(OWN_PREFIX) || RESERVED.contains(name);
    }
}
