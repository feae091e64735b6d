/// Desired state on its way down to the cell: rows written with the change, a relay that publishes them under a
/// lease,
/// a reconciler
/// that compares topic and tables. The door is [Outbox].
@NullMarked
package io.naru.control.outbox;

import org.jspecify.annotations.NullMarked;
