package io.naru.e2e.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ids by the name that the description gives their parameter. Three of the kind: a customer's, a rival's, and ids of
/// the
/// same form that never were.
public record Belongings(Map<String, String> ids) {
    private static final Pattern ID = Pattern.compile("\\b(env|lkc|sa|u|rb|inv)-[a-z0-9]+\\b");
    private static final Map<String, String> BY_PREFIX = Map.of(
            "env", "environment_id",
            "lkc", "cluster_id",
            "sa", "service_account_id",
            "u", "user_id",
            "rb", "role_binding_id",
            "inv", "invitation_id");
    private static final List<String> OF_A_CLUSTER =
            List.of("topic_name", "group_id", "consumer_id", "partition_id", "offset", "broker_id", "name");

    /// What an id looks like that nobody was ever given.
    public static Belongings thatNeverWere() {
        Map<String, String> ids = new LinkedHashMap<>();
        BY_PREFIX.forEach((prefix, name) -> ids.put(name, prefix + "-neverwas00"));
        ids.put("api_key_id", "NEVERWAS00000000");
        ids.put("topic_id", "neverwas00neverwas00ne");
        ids.put("filter_id", "sf-nosuch0000");
        ids.put("session_id", "NOSUCHSESSION0000000000000000000");
        return new Belongings(ids);
    }

    /// The same, with what is in a cluster under its plain names.
    public Belongings with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(ids);
        all.putAll(more);
        return new Belongings(all);
    }

    /// @throws AssertionError for a parameter that this story has never heard of: it must learn what it names
    public String path(Description.Operation operation) {
        String path = operation.path();
        for (String name : operation.pathParameters()) {
            String id = ids.get(name);
            if (id == null) {
                throw new AssertionError(operation + ": what does {" + name + "} name? Tell Belongings.");
            }
            path = path.replace("{" + name + "}", id);
        }
        return path;
    }

    /// Whether the call says whose things it is about: in its path, its query or its body.
    public static boolean areNamedBy(Description.Operation operation) {
        return !operation.pathParameters().isEmpty()
                || ID.matcher(operation.query().values().toString()).find()
                || ID.matcher(operation.body().map(JsonNode::toString).orElse(""))
                        .find();
    }

    /// A text of the description's examples with its ids replaced by these.
    public String in(String example) {
        Matcher matcher = ID.matcher(example);
        return matcher.replaceAll(found ->
                Matcher.quoteReplacement(ids.getOrDefault(BY_PREFIX.getOrDefault(found.group(1), ""), found.group())));
    }

    public JsonNode in(JsonNode example) {
        JsonNode copy = example.deepCopy();
        replaceIn(copy);
        return copy;
    }

    private void replaceIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (member.getValue().isTextual()) {
                    member.setValue(TextNode.valueOf(in(member.getValue().asText())));
                } else {
                    replaceIn(member.getValue());
                }
            });
        } else {
            node.forEach(this::replaceIn);
        }
    }

    /// The answer without what must differ: the ids that were asked for and the request's own.
    public String veiled(String answer) {
        String veiled = answer.replaceAll("\"id\":\"[0-9A-Z]{14}\"", "\"id\":\"REQUEST\"");
        for (Map.Entry<String, String> id : ids.entrySet()) {
            if (!OF_A_CLUSTER.contains(id.getKey())) {
                veiled = veiled.replace(id.getValue(), "{" + id.getKey() + "}");
            }
        }
        return veiled;
    }
}
