/// Customers: sign up, make clusters, keys and topics over the HTTP API as a browser does.
@NullMarked
package io.naru.e2e.tenant;

import org.jspecify.annotations.NullMarked;
