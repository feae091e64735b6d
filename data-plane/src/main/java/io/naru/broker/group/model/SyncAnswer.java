package io.naru.broker.group.model;

/// A member's part of the leader's assignment.
public record SyncAnswer(String protocolType, String protocol, byte[] assignment) {}
