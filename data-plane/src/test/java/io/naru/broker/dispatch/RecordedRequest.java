package io.naru.broker.dispatch;

import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Role;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.jspecify.annotations.Nullable;

/// A request made by a test, and what became of it. The answer goes once through the encoding of the request's
/// version, so that a test sees what a client of that version would, and a field the version lacks is noticed.
public final class RecordedRequest implements Request {
    private final ApiKeys api;
    private final short version;
    private final ApiMessage body;
    private Principal principal = new Principal("lkc-1", "sa-1", "key-1");
    private Set<Right> rights = Role.CLUSTER_ADMIN.rights();
    private Listener listener = Listener.CLIENT;
    private @Nullable ApiMessage answer;
    private boolean ended;
    private @Nullable String closedBecause;

    public RecordedRequest(ApiKeys api, int version, ApiMessage body) {
        this.api = api;
        this.version = (short) version;
        this.body = body;
    }

    public RecordedRequest in(String cluster) {
        principal = new Principal(cluster, "sa-1", "key-1");
        return this;
    }

    public RecordedRequest by(Principal newPrincipal) {
        principal = newPrincipal;
        return this;
    }

    public RecordedRequest with(Set<Right> newRights) {
        rights = newRights;
        return this;
    }

    public RecordedRequest on(Listener newListener) {
        listener = newListener;
        return this;
    }

    /// What was answered.
    public <T extends ApiMessage> T answer(Class<T> type) {
        if (answer == null) {
            throw new AssertionError("not answered yet");
        }
        return type.cast(answer);
    }

    public boolean isAnswered() {
        return answer != null;
    }

    public @Nullable String closedBecause() {
        return closedBecause;
    }

    @Override
    public ApiKeys api() {
        return api;
    }

    @Override
    public short apiVersion() {
        return version;
    }

    @Override
    public String clientId() {
        return "test";
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Set<Right> rights() {
        return rights;
    }

    @Override
    public Connection connection() {
        return new Connection() {
            @Override
            public long id() {
                return 1;
            }

            @Override
            public Listener listener() {
                return listener;
            }

            @Override
            public String peerAddress() {
                return "127.0.0.1";
            }

            @Override
            public boolean isOpen() {
                return closedBecause == null;
            }
        };
    }

    @Override
    public ApiMessage body() {
        return body;
    }

    @Override
    public long receivedNanos() {
        return 0;
    }

    @Override
    public void respond(ApiMessage response) {
        end();
        ByteBuffer bytes = MessageUtil.toByteBufferAccessor(response, version).buffer();
        ApiMessage read = api.messageType.newResponse();
        read.read(new ByteBufferAccessor(bytes), version);
        answer = read;
    }

    @Override
    public void respondThrottled(ApiMessage response, long muteMs) {
        respond(response);
    }

    @Override
    public void respondNothing() {
        end();
    }

    @Override
    public void closeConnection(String reason) {
        end();
        closedBecause = reason;
    }

    private void end() {
        if (ended) {
            throw new AssertionError("answered twice");
        }
        ended = true;
    }

    @Override
    public void releaseFrame() {}

    @Override
    public Executor eventLoop() {
        return Runnable::run;
    }
}
