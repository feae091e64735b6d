package io.naru.control.rolebinding;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import java.util.Arrays;
import java.util.List;

/// The table of roles, for whoever is logged in.
@Controller("/api/v1/roles")
class RoleController {
    @Serdeable(naming = SnakeCaseStrategy.class)
    record RoleView(String roleName, List<String> scopes, List<String> rights) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(List<RoleView> data) {}

    @Get
    @SuppressWarnings("UnusedVariable") // a caller is asked for, and that is all
    ListView list(Caller caller) {
        return new ListView(Arrays.asList(Role.values()).reversed().stream()
                .map(role -> new RoleView(
                        role.wire(),
                        role.levels().stream().sorted().map(Scope.Level::wire).toList(),
                        role.rights().stream().sorted().map(Right::wire).toList()))
                .toList());
    }
}
