/// Identities of programs. The door is [ServiceAccounts]. Knows nothing of keys but that deleting an account revokes
/// them.
@NullMarked
package io.naru.control.serviceaccount;

import org.jspecify.annotations.NullMarked;
