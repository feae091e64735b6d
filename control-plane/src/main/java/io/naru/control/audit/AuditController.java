package io.naru.control.audit;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.reactivestreams.Publisher;

@Controller("/api/v1/audit-log")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditController {
    private final Audit audit;
    private final AuditLog log;
    private final AuditDownloads downloads;
    private final AuditViews views;
    private final PublicUrls urls;

    AuditController(Audit audit, AuditLog log, AuditDownloads downloads, AuditViews views, PublicUrls urls) {
        this.audit = audit;
        this.log = log;
        this.downloads = downloads;
        this.views = views;
        this.urls = urls;
    }

    @Get
    AuditViews.Page list(Caller caller, HttpRequest<?> request) {
        Rights.require(caller, Right.AUDIT_READ, Scope.organization());
        Wanted wanted = Wanted.of(request.getParameters());
        Paging paging = Paging.of(request);
        Paging.Page<AuditRow> page = log.page(caller.tenant(), wanted, paging);
        return new AuditViews.Page(
                paging.metadata(request, urls, page.next()), page.map(views::of).rows());
    }

    @Get("/download")
    @Audited("audit_log.download")
    HttpResponse<Publisher<byte[]>> download(Caller caller, HttpRequest<?> request) {
        Rights.require(caller, Right.AUDIT_READ, Scope.organization());
        Wanted wanted = Wanted.of(request.getParameters());
        String format = request.getParameters()
                .getFirst("format")
                .filter(text -> !text.isEmpty())
                .orElse("ndjson");
        if (!List.of("ndjson", "csv").contains(format)) {
            throw Refusal.parameter("format", "format must be ndjson or csv.");
        }
        boolean csv = format.equals("csv");
        Publisher<byte[]> file = downloads.begin(caller.tenant(), wanted, csv);
        audit.record(
                caller.tenant(),
                Change.none()
                        .field("format", null, format)
                        .field("query", null, request.getUri().getRawQuery()));
        return HttpResponse.ok(file)
                .contentType(csv ? "text/csv" : "application/x-ndjson")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"audit-log-" + LocalDate.now(ZoneOffset.UTC) + "." + format + "\"");
    }
}
