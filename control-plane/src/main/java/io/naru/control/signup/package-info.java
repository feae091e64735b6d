/// Signing up: organization, user and environment in one transaction. Uses the doors of organization, environment and
/// login.
@NullMarked
package io.naru.control.signup;

import org.jspecify.annotations.NullMarked;
