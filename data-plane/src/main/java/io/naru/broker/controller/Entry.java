package io.naru.broker.controller;

/// A command as it stands in the journal, with everything a decision may need besides the state.
///
/// @param timeMs the proposer's clock when it proposed
/// @param client one run of one proposer
/// @param sequence counts that client's commands up; the same one twice is the same command
record Entry(long timeMs, long client, long sequence, Command command) {}
