package io.naru.broker.protocol;

import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.RecordsSend;

/// A [FileSlice] as the record set of a Fetch response. Whoever responds with it hands over its hold.
public record FileSliceRecords(FileSlice slice) implements BaseRecords {
    @Override
    public int sizeInBytes() {
        return slice.length();
    }

    @Override
    public RecordsSend<? extends BaseRecords> toSend() {
        throw new UnsupportedOperationException("the network room sends file slices itself");
    }
}
