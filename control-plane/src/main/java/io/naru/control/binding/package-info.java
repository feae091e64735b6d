/// Which principal has which role at which scope. The door is [Bindings]. Knows no HTTP and no feature:
/// whoever ends a principal or a scope takes its bindings away.
@NullMarked
package io.naru.control.binding;

import org.jspecify.annotations.NullMarked;
