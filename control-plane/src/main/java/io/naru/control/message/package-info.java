/// Messages of a topic for the console: streams that filter, one message read or written. The door for HTTP is the
/// controllers, that for other rooms [TopicScans]; the work of a stream is in [MessageStream].
@NullMarked
package io.naru.control.message;

import org.jspecify.annotations.NullMarked;
