/// What a broker takes from the machine it runs on: time, randomness, threads. Disk has a room of its own.
///
/// Door: [io.naru.broker.environment.Environment]. Everything that would make two runs differ comes in through it, so
/// that
/// a whole broker can be stepped on one thread from a seed. Nothing here knows what a broker does.
@NullMarked
package io.naru.broker.environment;

import org.jspecify.annotations.NullMarked;
