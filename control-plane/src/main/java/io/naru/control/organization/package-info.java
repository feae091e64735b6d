/// Organizations and the accounts of their people. The door is [Organizations]. Knows no HTTP and nothing of
/// sessions.
@NullMarked
package io.naru.control.organization;

import org.jspecify.annotations.NullMarked;
