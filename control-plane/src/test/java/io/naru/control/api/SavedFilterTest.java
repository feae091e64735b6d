package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SavedFilterTest {
    private static final String FILTERS = "/api/v1/me/filters";

    private final ApiClient kim = newOrganization();

    private static String named(String name, String filter) {
        return "{\"name\":\"%s\",\"filter\":\"%s\"}".formatted(name, filter);
    }

    @Test
    void areListedByNameAndChangedAndDeleted() {
        kim.post(FILTERS, named("large", "size > 1000")).expect(201);
        String id =
                kim.post(FILTERS, named(" b ", "partition == 1")).expect(201).at("id");

        kim.patch(FILTERS + "/" + id, "{\"name\":\"a\"}").expect(200);

        ApiClient.Answer list = kim.get(FILTERS).expect(200);
        assertEquals("a", list.at("data.0.name"));
        assertEquals("partition == 1", list.at("data.0.filter"));
        assertEquals("large", list.at("data.1.name"));
        kim.delete(FILTERS + "/" + id).expect(204);
        kim.delete(FILTERS + "/" + id).expect(404);
        assertEquals(1, kim.get(FILTERS).json().get("data").size());
    }

    @Test
    void aColleagueSeesNoneOfThem() {
        String id = kim.post(FILTERS, named("mine", "size > 1")).expect(201).at("id");
        ApiClient lee = SharedControlPlane.get().anonymous().signUp(UUID.randomUUID() + "@lee.example", "Lee's");
        String organization = kim.get("/api/v1/me").at("organization.id");
        SharedControlPlane.letIn(lee, organization);
        SharedControlPlane.goTo(lee, organization);

        assertEquals(0, lee.get(FILTERS).expect(200).json().get("data").size());
        lee.patch(FILTERS + "/" + id, "{\"name\":\"theirs\"}").expect(404);
        lee.delete(FILTERS + "/" + id).expect(404);
        // The same name is free for somebody else.
        lee.post(FILTERS, named("mine", "size > 2")).expect(201);
    }

    @Test
    void aNameIsTakenOnceAndAFilterMustBeReadable() {
        kim.post(FILTERS, named("large", "size > 1")).expect(201);

        ApiClient.Answer taken = kim.post(FILTERS, named("large", "size > 2")).expect(409);
        ApiClient.Answer wrong = kim.post(FILTERS, named("wrong", "vaule > 1")).expect(400);

        assertEquals("/name", taken.at("errors.0.source.pointer"));
        assertEquals("/filter", wrong.at("errors.0.source.pointer"));
        assertTrue(wrong.at("errors.0.detail").contains("line 1, column 1"), wrong.text());
        kim.post(FILTERS, named("   ", "size > 1")).expect(400);
        kim.post(FILTERS, named("long", "size > 1" + " ".repeat(4_000))).expect(400);
    }

    @Test
    void aPersonKeepsAtMostAHundred() {
        for (int at = 0; at < 100; at++) {
            kim.post(FILTERS, named("f" + at, "size > " + at)).expect(201);
        }

        ApiClient.Answer refused =
                kim.post(FILTERS, named("one more", "size > 1")).expect(402);

        assertEquals("limit_reached", refused.at("errors.0.code"));
    }
}
