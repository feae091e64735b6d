/// What happens in a cluster as a stream of server-sent events: topics made, changed, deleted; keys revoked. Told by
/// the
/// cell in `__naru_events` and kept for a week, so that who was away goes on where they stopped.
@NullMarked
package io.naru.control.event;

import org.jspecify.annotations.NullMarked;
