package io.naru.broker.tenancy;

/// Where somebody knocks from, for limits and for the owner's audit.
///
/// @param address the peer's address without its port, as text
public record PeerInfo(String address, Entrance entrance) {}
