/// What this broker counts and who reads it: usage to `__naru_metrics`, changes of the cell to `__naru_events`, and an
/// HTTP listener for Prometheus and health checks.
///
/// Doors: [io.naru.broker.metrics.UsageMeter] (is told of reads, writes and requests),
/// [io.naru.broker.metrics.KeyLedger] (of log-ins), [io.naru.broker.metrics.UsagePublisher] and
/// [io.naru.broker.metrics.EventPublisher] (agents that publish), [io.naru.broker.metrics.MetricsServer]. Everything
/// is told through interfaces of the rooms that do the work; none of them knows this one.
@NullMarked
package io.naru.broker.metrics;

import org.jspecify.annotations.NullMarked;
