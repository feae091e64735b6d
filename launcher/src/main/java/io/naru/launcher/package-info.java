/// One Naru on one machine: Postgres, a broker and the control plane as separate processes, as in production.
///
/// The door is [io.naru.launcher.Main], called by the `naru` script. Each command is a class; [LocalSystem] says which
/// parts there are and in which order they start; [Broker] and [ControlPlane] know how those two are called.
@NullMarked
package io.naru.launcher;

import org.jspecify.annotations.NullMarked;
