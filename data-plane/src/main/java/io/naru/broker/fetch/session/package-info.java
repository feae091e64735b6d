/// Incremental fetch sessions (KIP-227): what a consumer asked for and was told last, so that both sides name only what
/// changed.
///
/// Door: [io.naru.broker.fetch.session.FetchSessions]. Sessions are found inside their owner's logical cluster and
/// principal only, and are bounded for the broker and for each cluster. Knows no partition, no log and no connection.
@NullMarked
package io.naru.broker.fetch.session;

import org.jspecify.annotations.NullMarked;
