package io.naru.broker.metadata;

/// Where the current image is read. A read is a volatile load; hold the image for the length of one request.
public interface Metadata {
    MetadataImage image();
}
