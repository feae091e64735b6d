package io.naru.broker.record;

/// What a topic asks of a batch beyond being well made.
///
/// @param keysRequired every record needs a key (compacted topics)
/// @param earliestTimestampMs smallest record time allowed; [Long#MIN_VALUE] for any
/// @param latestTimestampMs largest record time allowed; [Long#MAX_VALUE] for any
/// @param maxDecompressedBytes largest size of a batch's records after decompression
public record BatchRules(
        boolean keysRequired, long earliestTimestampMs, long latestTimestampMs, int maxDecompressedBytes) {
    /// Bound of decompressed records where a topic says nothing: 128 MiB.
    public static final int DEFAULT_MAX_DECOMPRESSED_BYTES = 128 << 20;

    /// Any record that is well made.
    public static final BatchRules ANY =
            new BatchRules(false, Long.MIN_VALUE, Long.MAX_VALUE, DEFAULT_MAX_DECOMPRESSED_BYTES);

    /// Any well-made record that has a key.
    public static final BatchRules KEYED =
            new BatchRules(true, Long.MIN_VALUE, Long.MAX_VALUE, DEFAULT_MAX_DECOMPRESSED_BYTES);
}
