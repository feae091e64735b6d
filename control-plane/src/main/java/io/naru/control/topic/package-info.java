/// Topics of a cluster, live from the cell in the shapes of Kafka REST v3, and their projection in Postgres. Knows
/// the cell by
/// [io.naru.control.cell.CellClients] only.
@NullMarked
package io.naru.control.topic;

import org.jspecify.annotations.NullMarked;
