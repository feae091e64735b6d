/// Role bindings as the API shows and changes them: who may give what, and that the cell hears it. The
/// door is [RoleBindings]. What a role means is told by `access`, what is bound is kept by `binding`.
@NullMarked
package io.naru.control.rolebinding;

import org.jspecify.annotations.NullMarked;
