/// An embedded Postgres: unpacked from the binaries jar, made once, run as a plain child process on loopback.
///
/// The door is [io.naru.launcher.postgres.EmbeddedPostgres].
@NullMarked
package io.naru.launcher.postgres;

import org.jspecify.annotations.NullMarked;
