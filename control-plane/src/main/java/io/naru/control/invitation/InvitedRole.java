package io.naru.control.invitation;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// A role that is given when an invitation is accepted, as it was written.
@Serdeable(naming = SnakeCaseStrategy.class)
record InvitedRole(String roleName, String crnPattern) {
    static String written(JsonMapper json, List<InvitedRole> roles) {
        try {
            return json.writeValueAsString(Argument.listOf(InvitedRole.class), roles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<InvitedRole> read(JsonMapper json, String written) {
        try {
            return json.readValue(written, Argument.listOf(InvitedRole.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
