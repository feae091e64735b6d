package io.naru.broker.controller;

/// One applied event. Versions are without gaps; the image of version n holds the changes 1 to n.
///
/// @param atMs when the command was proposed, by its proposer's clock
/// @param principal who asked for it, `cell` for the cell itself
public record Change(long version, long atMs, String principal, Event event) {}
