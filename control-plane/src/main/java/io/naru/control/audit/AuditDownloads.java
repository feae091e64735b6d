package io.naru.control.audit;

import io.micronaut.scheduling.TaskExecutors;
import io.naru.control.access.Tenant;
import io.naru.control.http.Paging;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/// The log as a file: read a piece at a time, at the pace of who takes it, so that its length costs no memory.
@Singleton
class AuditDownloads {
    static final int MOST_ROWS = 1_000_000;
    private static final int ROWS_AT_A_TIME = 1_000;

    private final AuditLog log;
    private final AuditViews views;
    private final ExecutorService blocking;

    AuditDownloads(AuditLog log, AuditViews views, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.log = log;
        this.views = views;
        this.blocking = blocking;
    }

    /// A piece of the file.
    ///
    /// @param next what comes after it; null at the end
    private record Piece(byte[] bytes, @Nullable String next, int rows) {
        boolean isLast() {
            return next == null || rows >= MOST_ROWS;
        }
    }

    /// Begins a file; its first piece has been read when it is returned, so that what is wrong shows before.
    Publisher<byte[]> begin(Tenant tenant, Wanted wanted, boolean csv) {
        Function<AuditRow, String> form = csv ? AuditViews::csv : views::ndjson;
        Piece first = read(tenant, wanted, form, null, 0, csv ? AuditViews.HEADINGS : "");
        return Flux.<byte[], Piece>generate(() -> first, (piece, sink) -> {
                    give(piece, sink);
                    return piece.isLast() ? piece : read(tenant, wanted, form, piece.next(), piece.rows(), "");
                })
                .subscribeOn(Schedulers.fromExecutorService(blocking));
    }

    private static void give(Piece piece, SynchronousSink<byte[]> sink) {
        sink.next(piece.bytes());
        if (piece.isLast()) {
            sink.complete();
        }
    }

    private Piece read(
            Tenant tenant,
            Wanted wanted,
            Function<AuditRow, String> form,
            @Nullable String from,
            int before,
            String headings) {
        StringBuilder text = new StringBuilder(headings);
        String next = from;
        int rows = before;
        do {
            Paging.Page<AuditRow> page =
                    log.page(tenant, wanted, new Paging(Math.min(ROWS_AT_A_TIME, MOST_ROWS - rows), next));
            page.rows().forEach(row -> text.append(form.apply(row)));
            rows += page.rows().size();
            next = page.next();
        } while (text.isEmpty() && next != null);
        return new Piece(text.toString().getBytes(StandardCharsets.UTF_8), next, rows);
    }
}
