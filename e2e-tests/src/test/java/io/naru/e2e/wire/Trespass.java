package io.naru.e2e.wire;

import io.naru.e2e.tenant.ClusterKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/// A stranger tries an owner's ids through one question in one version, and the same with ids that never were.
public record Trespass(ApiKeys api, short version, Question question) {
    private static final Set<ApiKeys> BEFORE_THE_LOG_IN =
            Set.of(ApiKeys.API_VERSIONS, ApiKeys.SASL_HANDSHAKE, ApiKeys.SASL_AUTHENTICATE);

    /// Every question of every API in every version that the broker says it answers.
    ///
    /// @throws AssertionError if it lists an API without questions
    public static List<Trespass> all(ClusterKey key) throws IOException {
        ApiVersionsResponseData listed;
        try (WireConnection connection = WireConnection.logIn(key)) {
            listed = (ApiVersionsResponseData)
                    connection.ask(ApiKeys.API_VERSIONS, (short) 0, new ApiVersionsRequestData());
        }
        List<Trespass> all = new ArrayList<>();
        for (ApiVersion version : listed.apiKeys()) {
            ApiKeys api = ApiKeys.forId(version.apiKey());
            List<Question> questions = Questions.of(api);
            if (questions.isEmpty()) {
                throw new AssertionError("no question asks " + api + " for what belongs to another; write one");
            }
            int first = Math.max(version.minVersion(), api.messageType.lowestSupportedVersion());
            for (short number = (short) first; number <= version.maxVersion(); number++) {
                for (Question question : questions) {
                    if (question.fits(number)) {
                        all.add(new Trespass(api, number, question));
                    }
                }
            }
        }
        return all;
    }

    /// What one hears with the ids of an owner and with ids of nobody, the ids themselves masked.
    public record Heard(String ofTheOwners, String ofNobodys) {}

    public Heard asks(ClusterKey asker, Belongings owners) throws IOException {
        return new Heard(ask(asker, owners), ask(asker, Belongings.ofNobody()));
    }

    /// Whether the owner of the ids hears something else than for ids of nobody.
    public boolean tellsTheOwner() {
        return question.told();
    }

    private String ask(ClusterKey asker, Belongings its) throws IOException {
        boolean asNobody = BEFORE_THE_LOG_IN.contains(api);
        try (WireConnection connection = asNobody ? WireConnection.connect(asker) : WireConnection.logIn(asker)) {
            ApiMessage request = question.maker().make(new Question.Asking(its, version, connection));
            Optional<ApiMessage> answer = connection.answer(api, version, request);
            return answer.map(said -> its.maskedIn(said.toString())).orElse("closed without an answer");
        }
    }

    @Override
    public String toString() {
        return api + " v" + version + ", " + question.name();
    }
}
