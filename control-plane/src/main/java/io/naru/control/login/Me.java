package io.naru.control.login;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/// Who is logged in, and what they may do.
@Serdeable(naming = SnakeCaseStrategy.class)
public record Me(User user, Organization organization, String role, List<String> rights, Session session) {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record User(String id, String email) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Organization(String id, String displayName) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Session(String csrfToken, String expiresAt) {}
}
