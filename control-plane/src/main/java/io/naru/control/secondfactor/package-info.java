/// The second factor of a person: an authenticator app's codes (TOTP, RFC 6238) and recovery codes in their place. The
/// door is [SecondFactors]. Knows no session, no organization and no password.
@NullMarked
package io.naru.control.secondfactor;

import org.jspecify.annotations.NullMarked;
