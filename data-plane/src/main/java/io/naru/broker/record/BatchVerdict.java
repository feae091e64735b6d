package io.naru.broker.record;

import java.util.List;

/// What [BatchWalk] says of a batch. Each refusal is a sentence for the client, and the kind of Kafka error it is.
public sealed interface BatchVerdict {
    /// The one good verdict.
    BatchVerdict SOUND = new Sound();

    /// All is well; the batch may be appended.
    record Sound() implements BatchVerdict {}

    /// The bytes were damaged on the way (CORRUPT_MESSAGE): sent again they may be whole.
    record Corrupt(String reason) implements BatchVerdict {}

    /// The client made a batch that no broker may store (INVALID_RECORD).
    record Invalid(String reason) implements BatchVerdict {}

    /// Some records are not allowed in this topic (INVALID_RECORD with record errors).
    ///
    /// @param indexes the records' places in the batch, from 0, at most [BatchWalk#MOST_INDEXES]
    record InvalidRecords(String reason, List<Integer> indexes) implements BatchVerdict {}

    /// Some records are too old or too new, or the client set the broker's time (INVALID_TIMESTAMP).
    ///
    /// @param indexes as in [InvalidRecords]; empty if it is the batch
    record InvalidTimestamps(String reason, List<Integer> indexes) implements BatchVerdict {}

    /// The attributes name a codec that does not exist (UNSUPPORTED_COMPRESSION_TYPE).
    record UnsupportedCodec(String reason) implements BatchVerdict {}

    /// Decompressed, the batch would be too large (MESSAGE_TOO_LARGE: the Java producer splits it).
    record TooLarge(String reason) implements BatchVerdict {}
}
