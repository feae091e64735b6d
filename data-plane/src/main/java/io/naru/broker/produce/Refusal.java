package io.naru.broker.produce;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/// Why a batch is not taken, in Kafka's terms and in words.
///
/// @param records places in the batch of the records that are at fault; empty if it is the batch
record Refusal(Errors error, String reason, List<Integer> records) {
    Refusal(Errors error, String reason) {
        this(error, reason, List.of());
    }
}
