package io.naru.control.login;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// The password was right; a code is still asked for.
@Serdeable(naming = SnakeCaseStrategy.class)
record SecondFactorNeeded(Challenge secondFactor) {
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Challenge(String challenge, String expiresAt) {}
}
