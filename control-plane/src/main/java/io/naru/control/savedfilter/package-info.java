/// Filters that somebody has kept under a name, to find messages again from any browser. The door is HTTP alone;
/// nobody else in an organization sees them. Knows filters, and no cluster or topic.
@NullMarked
package io.naru.control.savedfilter;

import org.jspecify.annotations.NullMarked;
