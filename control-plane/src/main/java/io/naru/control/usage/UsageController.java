package io.naru.control.usage;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

@Controller("/api/v1/usage")
@ExecuteOn(TaskExecutors.BLOCKING)
class UsageController {
    private final Months months;

    UsageController(Months months) {
        this.months = months;
    }

    @Get
    Months.Report usage(Caller caller, HttpRequest<?> request) {
        Rights.require(caller, Right.USAGE_READ, Scope.organization());
        return months.of(
                caller.tenant(),
                request.getParameters()
                        .getFirst("month")
                        .filter(text -> !text.isEmpty())
                        .map(UsageController::month)
                        .orElse(YearMonth.now(ZoneOffset.UTC)));
    }

    private static YearMonth month(String text) {
        try {
            if (text.matches("2[0-9]{3}-[0-9]{2}")) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeParseException e) {
            // A thirteenth month is refused like any other text.
        }
        throw Refusal.parameter("month", "month must be a month such as 2026-11.");
    }
}
