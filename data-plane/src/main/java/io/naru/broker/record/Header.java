package io.naru.broker.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A record's header: the key in UTF-8, and a value that may be null.
public record Header(String key, @Nullable ByteBuffer value) {}
