package io.naru.control.login;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.audit.Audited;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import java.util.List;

/// One's own sessions, in all organizations. Ending one holds at its next request.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class SessionController {
    private final Sessions sessions;
    private final SessionLists lists;

    SessionController(Sessions sessions, SessionLists lists) {
        this.sessions = sessions;
        this.lists = lists;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            String id,
            boolean current,
            String device,
            String address,
            String createdAt,
            String lastSeenAt,
            String expiresAt) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(List<View> data) {}

    @Get("/sessions")
    ListView list(Caller caller) {
        return new ListView(lists.of(caller).stream()
                .map(session -> new View(
                        session.id(),
                        session.id().equals(caller.credential()),
                        session.device(),
                        session.address(),
                        Times.text(session.createdAt()),
                        Times.text(session.lastSeenAt()),
                        Times.text(session.expiresAt())))
                .toList());
    }

    @Delete("/sessions/{session_id}")
    @Audited("session.end")
    HttpResponse<?> end(Caller caller, @PathVariable("session_id") String id) {
        if (!sessions.end(caller, id)) {
            throw Refusal.notFound("session of yours", id);
        }
        return HttpResponse.noContent();
    }

    @Post("/sessions:end-others")
    @Audited("session.end_others")
    HttpResponse<?> endOthers(Caller caller) {
        sessions.endOthers(caller);
        return HttpResponse.noContent();
    }
}
