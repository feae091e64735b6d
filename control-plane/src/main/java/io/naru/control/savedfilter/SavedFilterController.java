package io.naru.control.savedfilter;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.audit.Audited;
import io.naru.control.filter.Filter;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import java.util.List;
import java.util.Optional;

@Controller("/api/v1/me/filters")
@ExecuteOn(TaskExecutors.BLOCKING)
class SavedFilterController {
    private static final int LONGEST_NAME = 64;

    private final SavedFilters filters;

    SavedFilterController(SavedFilters filters) {
        this.filters = filters;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(String id, String name, String filter, String createdAt, String updatedAt) {}

    @Serdeable
    record ListView(List<View> data) {}

    @Get
    ListView list(Caller caller) {
        return new ListView(
                filters.list(caller).stream().map(SavedFilterController::view).toList());
    }

    @Post
    @Audited("saved_filter.create")
    HttpResponse<View> create(Caller caller, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String name = name(input).orElseThrow(() -> Refusal.field(input.pointer("name"), "name is missing."));
        String filter = filter(input).orElseThrow(() -> Refusal.field(input.pointer("filter"), "filter is missing."));
        return HttpResponse.created(view(filters.create(caller, name, filter)));
    }

    @Patch("/{filter_id}")
    @Audited("saved_filter.update")
    View change(Caller caller, @PathVariable("filter_id") String id, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        return view(filters.change(caller, id, name(input), filter(input)));
    }

    @Delete("/{filter_id}")
    @Audited("saved_filter.delete")
    HttpResponse<?> delete(Caller caller, @PathVariable("filter_id") String id) {
        filters.delete(caller, id);
        return HttpResponse.noContent();
    }

    private static Optional<String> name(JsonInput input) {
        Optional<String> name = input.optionalText("name", 1, LONGEST_NAME).map(String::strip);
        if (name.isPresent() && name.get().isEmpty()) {
            throw Refusal.field(input.pointer("name"), "name must not be blank.");
        }
        return name;
    }

    /// What could not be read back as a filter is not kept.
    private static Optional<String> filter(JsonInput input) {
        Optional<String> filter = input.optionalText("filter", 1, Filter.LONGEST);
        filter.ifPresent(text -> Filter.of(text, detail -> Refusal.field(input.pointer("filter"), detail)));
        return filter;
    }

    private static View view(SavedFilter saved) {
        return new View(
                saved.id(), saved.name(), saved.filter(), Times.text(saved.createdAt()), Times.text(saved.updatedAt()));
    }
}
