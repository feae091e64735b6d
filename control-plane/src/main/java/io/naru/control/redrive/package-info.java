/// Sends dead letters back where they came from: reads a topic whose records say their origin in headers, and writes
/// each again, there or to the retries of the group that gave it up. The door is the controller; the work of a run is
/// in [RedriveRun].
/// It knows nothing of who is allowed what: the cell sees the caller's own name, and a topic named in a header is one
/// of the caller's cluster or none.
@NullMarked
package io.naru.control.redrive;

import org.jspecify.annotations.NullMarked;
