package io.naru.broker.metrics;

import java.util.function.LongSupplier;

/// Something that is looked up when somebody asks.
///
/// @param name in Prometheus' form, `naru_…` with its unit last
/// @param value callable from any thread, from memory
public record Gauge(String name, String help, LongSupplier value) {}
