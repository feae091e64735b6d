/// Puts a broker together and takes it apart: configuration, the list of start-up steps and its reverse, `main`.
///
/// Doors: `Broker` (the broker as a library) and `Main`. The only room that knows all the others.
@NullMarked
package io.naru.broker.runtime;

import org.jspecify.annotations.NullMarked;
