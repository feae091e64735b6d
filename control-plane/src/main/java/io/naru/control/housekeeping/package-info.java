/// Undoing what a process that died left half made, and forgetting what is over. The door is [Housekeeping]; nobody
/// calls it.
@NullMarked
package io.naru.control.housekeeping;

import org.jspecify.annotations.NullMarked;
