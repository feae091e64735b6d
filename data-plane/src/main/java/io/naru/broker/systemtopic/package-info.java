/// The cell's own topics as the rooms above see them: `__naru_desired`, `__naru_events`, `__naru_metrics`, each one
/// partition of JSON records in one envelope.
///
/// Doors: [io.naru.broker.systemtopic.SystemLog] (read one of them, ask its leader for the end),
/// [io.naru.broker.systemtopic.SystemPublisher] (append to one), [io.naru.broker.systemtopic.Envelope] (what all
/// values look like; the schemas stand in `contracts/system-topics`). Must not know what the records mean, nor where a
/// topic's leader is.
@NullMarked
package io.naru.broker.systemtopic;

import org.jspecify.annotations.NullMarked;
