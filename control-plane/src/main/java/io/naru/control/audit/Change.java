package io.naru.control.audit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a change did to a resource. It holds what it is given, so nothing secret is given to it.
///
/// @param resource its id; what is in a cluster is `lkc-…/` and its name
/// @param name as people know it
/// @param lkc the cluster it is, or is in
/// @param before fields that changed, as they were
/// @param after the same fields as they are
public record Change(
        @Nullable String resource,
        @Nullable String name,
        @Nullable String lkc,
        Map<String, Object> before,
        Map<String, Object> after) {
    private static final int LONGEST_TEXT = 500;

    /// Of nothing in particular.
    public static Change none() {
        return new Change(null, null, null, Map.of(), Map.of());
    }

    public static Change of(String resource, @Nullable String name) {
        return new Change(resource, name, resource.startsWith("lkc-") ? resource : null, Map.of(), Map.of());
    }

    /// Of something in a cluster.
    public static Change in(String lkc, String name) {
        return new Change(lkc + "/" + name, null, lkc, Map.of(), Map.of());
    }

    /// Of something of this id that works in a cluster; null for anywhere.
    public Change at(@Nullable String cluster) {
        return new Change(resource, name, cluster, before, after);
    }

    /// Adds a field; not if it is what it was. Null where there was nothing, or is nothing any more.
    public Change field(String field, @Nullable Object was, @Nullable Object is) {
        if (Objects.equals(was, is)) {
            return this;
        }
        return new Change(resource, name, lkc, with(before, field, was), with(after, field, is));
    }

    /// Adds fields, those that are not what they were.
    public Change between(Map<String, ?> was, Map<String, ?> is) {
        Set<String> names = new LinkedHashSet<>(was.keySet());
        names.addAll(is.keySet());
        Change all = this;
        for (String field : names) {
            all = all.field(field, was.get(field), is.get(field));
        }
        return all;
    }

    private static Map<String, Object> with(Map<String, Object> fields, String field, @Nullable Object value) {
        if (value == null) {
            return fields;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value instanceof String text ? cut(text, LONGEST_TEXT) : value);
        return more;
    }

    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
