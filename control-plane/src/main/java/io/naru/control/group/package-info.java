/// Consumer groups of a cluster and how far behind they are, live from the cell.
@NullMarked
package io.naru.control.group;

import org.jspecify.annotations.NullMarked;
