/// A whole broker on one thread: the same code, but its turns, its clock and its disk come from a seed. A failing seed
/// replays exactly.
@NullMarked
package io.naru.broker.simulation;

import org.jspecify.annotations.NullMarked;
