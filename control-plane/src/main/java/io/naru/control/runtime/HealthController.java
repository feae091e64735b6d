package io.naru.control.runtime;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
class HealthController {
    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /// @param missing parts that do not answer; null when all do
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Health(String status, @Nullable List<String> missing) {}

    @Get("/live")
    Health live() {
        return new Health("UP", null);
    }

    @Get("/ready")
    HttpResponse<Health> ready() {
        List<String> missing = readiness.missing();
        return missing.isEmpty()
                ? HttpResponse.ok(new Health("UP", null))
                : HttpResponse.<Health>status(503, "Service Unavailable").body(new Health("DOWN", missing));
    }
}
