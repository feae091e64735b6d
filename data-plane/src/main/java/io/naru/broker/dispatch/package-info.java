/// From a decoded request to the one handler of its API, and back.
///
/// Door: [io.naru.broker.dispatch.Dispatcher]. A handler is found by API key, its version range is what
/// ApiVersions lists, its caller's rights are looked up before it is called (after a barrier, if they would not
/// do).
@NullMarked
package io.naru.broker.dispatch;

import org.jspecify.annotations.NullMarked;
