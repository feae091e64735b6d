/// Where the controller's commands become durable and get their order.
///
/// Door: [io.naru.broker.controller.journal.Journal]; its implementation for one broker is
/// [io.naru.broker.controller.journal.LocalJournal], a directory of segments and one snapshot. Entries
/// are bytes here: this room knows neither commands nor the state they lead to.
@NullMarked
package io.naru.broker.controller.journal;

import org.jspecify.annotations.NullMarked;
