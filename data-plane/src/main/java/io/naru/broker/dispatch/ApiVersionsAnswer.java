package io.naru.broker.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// What ApiVersions answers, before and after authentication alike. No feature is finalized: clients then keep
/// to the classic group protocol and to the first version of transactions.
public final class ApiVersionsAnswer {
    /// Version 5 (KIP-1242) asks for a cluster id before anybody knows whose connection it is.
    private static final short LATEST_VERSION = 4;

    private static final short FIRST_VERSION_WITH_SOFTWARE_NAME = 3;
    private static final Pattern SOFTWARE_NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

    private final List<ApiVersion> listed;

    ApiVersionsAnswer(Collection<ApiHandler> handlers) {
        this.listed = Stream.concat(
                        handlers.stream().map(ApiVersionsAnswer::listing),
                        Stream.of(
                                listing(ApiKeys.SASL_HANDSHAKE, ApiKeys.SASL_HANDSHAKE.latestVersion()),
                                listing(ApiKeys.API_VERSIONS, LATEST_VERSION),
                                listing(ApiKeys.SASL_AUTHENTICATE, ApiKeys.SASL_AUTHENTICATE.latestVersion())))
                .sorted(Comparator.comparingInt(ApiVersion::apiKey))
                .toList();
    }

    private static ApiVersion listing(ApiHandler handler) {
        // Old librdkafka turns compression off unless Produce is listed from version 0 (KAFKA-18659).
        short oldest = handler.api() == ApiKeys.PRODUCE ? 0 : handler.oldestVersion();
        return listing(handler.api(), handler.latestVersion()).setMinVersion(oldest);
    }

    private static ApiVersion listing(ApiKeys api, short latest) {
        return new ApiVersion()
                .setApiKey(api.id)
                .setMinVersion(api.oldestVersion())
                .setMaxVersion(latest);
    }

    /// Whether a request of this version is answered; otherwise [#unsupportedVersion()] is, in version 0.
    public boolean answers(short version) {
        return version >= 0 && version <= LATEST_VERSION;
    }

    /// Answers a request of a version that is answered.
    public ApiVersionsResponseData answer(short version, ApiVersionsRequestData request) {
        if (version >= FIRST_VERSION_WITH_SOFTWARE_NAME
                && !(isSoftwareName(request.clientSoftwareName()) && isSoftwareName(request.clientSoftwareVersion()))) {
            return new ApiVersionsResponseData().setErrorCode(Errors.INVALID_REQUEST.code());
        }
        return new ApiVersionsResponseData().setApiKeys(collection(listed)).setFinalizedFeaturesEpoch(0);
    }

    /// Tells a newer client which version it may ask in.
    public ApiVersionsResponseData unsupportedVersion() {
        return new ApiVersionsResponseData()
                .setErrorCode(Errors.UNSUPPORTED_VERSION.code())
                .setApiKeys(collection(List.of(listing(ApiKeys.API_VERSIONS, LATEST_VERSION))));
    }

    private static boolean isSoftwareName(String name) {
        return SOFTWARE_NAME.matcher(name).matches();
    }

    private static ApiVersionCollection collection(List<ApiVersion> versions) {
        ApiVersionCollection collection = new ApiVersionCollection(versions.size());
        versions.forEach(version -> collection.add(version.duplicate()));
        return collection;
    }
}
