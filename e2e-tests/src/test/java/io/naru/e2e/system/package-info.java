/// Starting the system with the launcher, in a folder and on ports of its own; killing its parts.
@NullMarked
package io.naru.e2e.system;

import org.jspecify.annotations.NullMarked;
