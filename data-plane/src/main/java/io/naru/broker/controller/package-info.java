/// The cell's metadata as a deterministic state machine on a journal of commands.
///
/// Door: [io.naru.broker.controller.Controller]: submit a [io.naru.broker.controller.Command], read the
/// image, follow the
/// changes. Inside: `Decider` (a pure function of state and entry), `CellState` (applies events), the
/// codecs of what is stored. Where entries become durable is `controller.journal`.
///
/// Decide and apply read nothing but the state and the entry: time, ids, randomness and limits were
/// chosen by who proposed the command. Whether a request is well formed and allowed is settled before
/// (`topic`), with that version's own rules; here only what needs the state is decided, so that a later
/// version replays an older journal alike. Knows no network, no wire class, no partition.
@NullMarked
package io.naru.broker.controller;

import org.jspecify.annotations.NullMarked;
