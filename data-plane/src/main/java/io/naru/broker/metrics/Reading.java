package io.naru.broker.metrics;

import java.util.function.LongSupplier;

/// A number of some other room that is looked up when somebody asks.
///
/// @param name in Prometheus' form, `naru_…` with its unit last; equal names stand beside each other
/// @param counted whether it only grows while the broker runs
/// @param labels `name="value"` pairs with commas between them, or nothing
/// @param value callable from any thread, from memory
public record Reading(String name, boolean counted, String help, String labels, LongSupplier value) {
    public static Reading gauge(String name, String help, LongSupplier value) {
        return new Reading(name, false, help, "", value);
    }

    public static Reading counter(String name, String help, LongSupplier value) {
        return new Reading(name, true, help, "", value);
    }

    public Reading labelled(String label, String labelValue) {
        return new Reading(name, counted, help, label + "=\"" + labelValue + '"', value);
    }
}
