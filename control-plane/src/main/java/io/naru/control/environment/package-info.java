/// Environments. The door is [Environments]. Knows organizations by their id only.
@NullMarked
package io.naru.control.environment;

import org.jspecify.annotations.NullMarked;
