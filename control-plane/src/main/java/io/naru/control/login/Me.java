package io.naru.control.login;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/// Who is logged in, and what they may do.
///
/// @param organizations all that the person is in, this one too
/// @param roles given to the person here
/// @param rights by scope. What is not listed is the next wider scope's: a cluster's are those of its
/// environment, an environment's those of the organization
/// @param whoCanGrant people who can give a role, at most five
/// @param secondFactorMissing whether the organization requires a second factor that the person has not: nothing else
/// is
/// open to them until they have set one up
@Serdeable(naming = SnakeCaseStrategy.class)
public record Me(
        User user,
        Organization organization,
        List<Organization> organizations,
        List<GivenRole> roles,
        List<RightsAt> rights,
        List<Administrator> whoCanGrant,
        boolean secondFactorMissing,
        Session session) {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record User(String id, String email, String fullName, boolean emailVerified) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Organization(String id, String displayName) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record GivenRole(String roleName, String scope) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record RightsAt(String scope, List<String> rights) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Administrator(String name, String email) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Session(String csrfToken, String expiresAt) {}
}
