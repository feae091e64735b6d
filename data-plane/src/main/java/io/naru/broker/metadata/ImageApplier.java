package io.naru.broker.metadata;

/// Makes a broker be what an image says: opens and closes partitions, takes over configurations.
public interface ImageApplier {
    /// Called on the controller's agent after each change, in order. `applied` runs, on any thread, once this broker
    /// serves what the image promises; creates are answered only then.
    void apply(MetadataImage before, MetadataImage after, Runnable applied);
}
