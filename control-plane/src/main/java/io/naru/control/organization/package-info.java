/// Organizations, and the accounts of people, who may be in several of them. The door is [Organizations].
/// Knows no HTTP and nothing of sessions.
@NullMarked
package io.naru.control.organization;

import org.jspecify.annotations.NullMarked;
