/// API keys of clusters and of the management API: made, shown, recognised, revoked. The doors are [ApiKeys] and
/// [KeyRevocations].
@NullMarked
package io.naru.control.apikey;

import org.jspecify.annotations.NullMarked;
