/// Running processes: starting a part, knowing when it is truly ready, starting it again when it dies, stopping all in
/// reverse order, and leaving none behind whatever happens to the launcher.
///
/// The door is [io.naru.launcher.part.Supervisor]. This room does not know what the parts are.
@NullMarked
package io.naru.launcher.part;

import org.jspecify.annotations.NullMarked;
