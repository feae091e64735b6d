/// A request that makes something makes it once, however often it is sent. [MadeOnce] marks the routes,
/// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) names the request, and the first answer is
/// kept for those that follow. Knows no feature.
@NullMarked
package io.naru.control.idempotency;

import org.jspecify.annotations.NullMarked;
