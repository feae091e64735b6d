/// What clusters and topics move and hold: taken from the cell's reports, kept in slices, shown as series. Knows the
/// cell by
/// [io.naru.control.cell.SystemTopicReader] only.
@NullMarked
package io.naru.control.usage;

import org.jspecify.annotations.NullMarked;
