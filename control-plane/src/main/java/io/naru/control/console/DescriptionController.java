package io.naru.control.console;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The API's description, as it is and as a page.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class DescriptionController {
    private final ApiDescription description;
    private final ConsoleFiles files;

    DescriptionController(ApiDescription description, ConsoleFiles files) {
        this.description = description;
        this.files = files;
    }

    @Get("/openapi.yaml")
    HttpResponse<String> yaml() {
        return HttpResponse.ok(description.yaml()).contentType(MediaType.of("application/yaml; charset=utf-8"));
    }

    @Get("/docs/api")
    HttpResponse<String> page() {
        String nonce = files.nonce();
        return HttpResponse.ok(description.page(nonce))
                .contentType(MediaType.of("text/html; charset=utf-8"))
                .header("Content-Security-Policy", ConsoleFiles.policy(nonce));
    }
}
