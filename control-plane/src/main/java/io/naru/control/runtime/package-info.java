/// Starting and stopping the process: environment variables, migrations, wiring what has no constructor of ours. The
/// door is
/// [ControlPlane]. Everything else may be started from here; nothing knows this room.
@NullMarked
package io.naru.control.runtime;

import org.jspecify.annotations.NullMarked;
