/// Counting calls in windows kept in Postgres, so that all instances share them. The door is [RateLimits].
@NullMarked
package io.naru.control.ratelimit;

import org.jspecify.annotations.NullMarked;
