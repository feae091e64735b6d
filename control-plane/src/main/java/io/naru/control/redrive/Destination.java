package io.naru.control.redrive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// To which topic a dead letter is sent.
enum Destination {
    /// The one it was read from first. All groups that read it see the message again.
    ORIGIN,
    /// The one that only the group reads that gave it up, `retry.<group>.now`.
    RETRY;

    private static final int LONGEST_NAME = 200;
    private static final int HASHED_BYTES = 4;

    /// Nothing when the headers do not say enough.
    Optional<String> of(Origin origin) {
        return switch (this) {
            case ORIGIN -> Optional.of(origin.topic());
            case RETRY -> origin.group().map(group -> "retry." + name(group) + ".now");
        };
    }

    /// A group's id as a part of topic names. One that had to be changed ends with some of its hash, so that two ids
    /// never share a name.
    static String name(String group) {
        String name = group.replaceAll("[^A-Za-z0-9._-]", "_");
        if (name.equals(group) && name.length() <= LONGEST_NAME) {
            return name;
        }
        String cut = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        return cut + "-" + HexFormat.of().formatHex(sha256(group), 0, HASHED_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
