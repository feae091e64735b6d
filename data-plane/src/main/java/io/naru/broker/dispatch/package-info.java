/// From a decoded request to the one handler of its API, and back.
///
/// Door: `Dispatcher`. A handler is found by API key, its version range is what ApiVersions lists, the right it
/// needs is
/// looked up (after a barrier, if it would be refused) before it is called.
@NullMarked
package io.naru.broker.dispatch;

import org.jspecify.annotations.NullMarked;
