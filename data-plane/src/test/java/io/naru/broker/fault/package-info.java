/// A whole broker in a process of its own that dies at a chosen step on its disk.
///
/// What a process leaves behind when it dies is what it has done to its disk, so its fault points are the steps on the
/// disk, each before and after: [io.naru.broker.fault.FaultPoint] lists them, [io.naru.broker.fault.FaultyDisk] knows
/// them again and refuses a step that nobody has listed. The broker itself knows nothing of this.
@NullMarked
package io.naru.broker.fault;

import org.jspecify.annotations.NullMarked;
