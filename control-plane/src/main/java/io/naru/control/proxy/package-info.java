/// Producing over HTTP in the shapes of Kafka REST v3: one record, a batch, or a sequence of records over one long
/// request that is answered in order while it comes in.
///
/// A record is parsed as it arrives and its JSON data is passed on byte for byte, so that numbers keep their digits. At
/// most 500 records of a request wait for their acknowledgement; a slow reader of the answers stops the reading of
/// records. Each record has its own result or error; only what cannot be read as JSON ends a request.
@NullMarked
package io.naru.control.proxy;

import org.jspecify.annotations.NullMarked;
