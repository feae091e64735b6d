/// What people do with their own account: name, password, address. A link in a mail proves an address, so that a
/// forgotten password can be replaced and an address confirmed or changed. The door is [Confirmations]. Knows no
/// organization's things and no roles.
@NullMarked
package io.naru.control.account;

import org.jspecify.annotations.NullMarked;
