package io.naru.control.console;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.http.ApiPaths;
import io.naru.control.http.ErrorAnswers;
import io.naru.control.http.Refusal;
import java.util.Optional;

/// Answers what no route of the API matches: a file of the console, its page for any other path, or that there is
/// nothing.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class ConsoleController {
    private final ConsoleFiles files;
    private final ErrorAnswers errors;

    ConsoleController(ConsoleFiles files, ErrorAnswers errors) {
        this.files = files;
        this.errors = errors;
    }

    @Error(status = HttpStatus.NOT_FOUND, global = true)
    HttpResponse<?> notFound(HttpRequest<?> request) {
        String path = request.getPath();
        boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (reads && !ApiPaths.contain(path) && !path.startsWith("/health/")) {
            Optional<? extends HttpResponse<?>> file = files.file(request);
            if (file.isPresent()) {
                return file.get();
            }
            boolean asset = path.startsWith("/assets/");
            Optional<? extends HttpResponse<?>> page = asset ? Optional.empty() : files.page();
            if (page.isPresent()) {
                return page.get();
            }
        }
        return errors.answer(request, Refusal.nothingAt(path));
    }
}
