package io.naru.broker.environment;

import java.util.random.RandomGenerator;

/// What a broker takes from outside besides its disk, in one value.
///
/// @param random used from any thread; for secrets it must be cryptographically strong
public record Environment(Clock clock, RandomGenerator random, Threads threads) {}
