/// The laptop: makes the first organization, cluster, key and topic, once, and writes configurations that work as
/// they are. Present
/// only when NARU_LOCAL_DIRECTORY is set. The door is [LocalSetup]; nobody else knows this room.
@NullMarked
package io.naru.control.local;

import org.jspecify.annotations.NullMarked;
