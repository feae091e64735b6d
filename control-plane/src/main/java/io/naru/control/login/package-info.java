/// Logging in and out, sessions, and recognising the caller of a request. The doors are [Sessions] and [Passwords];
/// [CallerFetcher] is
/// called by the framework for every request. Knows no cluster and no topic.
@NullMarked
package io.naru.control.login;

import org.jspecify.annotations.NullMarked;
