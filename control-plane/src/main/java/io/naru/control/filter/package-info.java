/// Filters over messages in the Common Expression Language (CEL). The door is [Filter]; one reader's use of it is a
/// [FilterRun].
///
/// An expression sees `key`, `value`, `keyText`, `valueText`, `headers`, `partition`, `offset`, `timestamp` and `size`.
/// A key or value that is a JSON object or array is that object or array; everything else is text, and bytes that are
/// no UTF-8 are bytes. It is decoded only when the expression names it. Bounded: 4,000 characters, 1,000 steps of a
/// comprehension, regular expressions in RE2, JSON of at most 200 levels.
///
/// Measured on one of two shared cores with JDK 25 by `FilterSpeed` (test sources): 3.3 million messages a second on
/// partition, offset and a header, 2.6 million on text of the value, 90,000 on a field of a JSON value of 816 bytes
/// with 39 objects in it.
///
/// Knows Kafka's record and nothing of streams or HTTP beyond [io.naru.control.http.Refusal].
@NullMarked
package io.naru.control.filter;

import org.jspecify.annotations.NullMarked;
