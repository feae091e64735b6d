package io.naru.broker.tenancy.desired;

/// A public key that tokens may be signed with, itself signed by the root key. Not checked yet: it takes
/// the root key to do that.
///
/// @param kid what a token's header names it by
/// @param publicKey SPKI, DER
/// @param rootSignature Ed25519 over `publicKey`
public record TokenKey(String kid, long version, byte[] publicKey, byte[] rootSignature, boolean active) {}
