/// Who calls and what they may do: tenants, callers, roles and the one table of rights. Knows no HTTP and no SQL.
@NullMarked
package io.naru.control.access;

import org.jspecify.annotations.NullMarked;
