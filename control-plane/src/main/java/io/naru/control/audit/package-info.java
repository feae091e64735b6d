/// Who did what, kept for 400 days. The door is [Audit]: a service writes a change down in the change's own
/// transaction. What
/// was refused is told to [Refusals], which counts what is alike. [Audited] and [Unaudited] say of each route which it
/// is. Must
/// not know any feature: they know it.
@NullMarked
package io.naru.control.audit;

import org.jspecify.annotations.NullMarked;
