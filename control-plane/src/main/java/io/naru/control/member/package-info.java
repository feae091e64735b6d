/// The people of an organization as others see them: who is in, and ending that. The door is [Members].
/// Knows nothing of passwords.
@NullMarked
package io.naru.control.member;

import org.jspecify.annotations.NullMarked;
