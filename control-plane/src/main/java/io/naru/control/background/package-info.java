/// Threads that work without being asked. The door is [BackgroundThread]. Knows no feature.
@NullMarked
package io.naru.control.background;

import org.jspecify.annotations.NullMarked;
