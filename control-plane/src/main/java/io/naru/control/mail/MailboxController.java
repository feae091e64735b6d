package io.naru.control.mail;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.naru.control.http.CallerAddress;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Shows the mails of local mode to whoever sits at this machine. Their links open accounts, so nobody else is shown
/// them: not another machine, and not a page of another site whose name was made to point here.
@Controller("/api/v1/mailbox")
@ExecuteOn(TaskExecutors.BLOCKING)
class MailboxController {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Mailbox mailbox;
    private final PublicUrls urls;

    MailboxController(Mailbox mailbox, PublicUrls urls) {
        this.mailbox = mailbox;
        this.urls = urls;
    }

    @Serdeable
    record View(
            String id,
            String to,
            String subject,
            String text,
            @Nullable String link,
            String at) {}

    @Serdeable
    record ListView(List<View> data) {}

    @Get
    ListView read(HttpRequest<?> request) {
        if (!isFromHere(request)) {
            throw Refusal.nothingAt("/api/v1/mailbox");
        }
        return mailbox.mails()
                .map(mails ->
                        new ListView(mails.stream().map(MailboxController::view).toList()))
                .orElseThrow(() -> Refusal.nothingAt("/api/v1/mailbox"));
    }

    private boolean isFromHere(HttpRequest<?> request) {
        String host = request.getHeaders().getFirst("Host").orElse("").replaceFirst(":[0-9]+$", "");
        boolean asked = THIS_MACHINE.contains(host)
                || host.equals(URI.create(urls.base()).getHost());
        return asked && CallerAddress.of(request).isLoopbackAddress();
    }

    private static View view(MailQueueRepository.Row mail) {
        return new View(
                mail.id(),
                mail.recipient(),
                mail.subject(),
                mail.draft().plain(),
                mail.link(),
                Times.text(mail.createdAt()));
    }
}
