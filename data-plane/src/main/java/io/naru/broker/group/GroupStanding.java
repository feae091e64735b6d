package io.naru.broker.group;

import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;
import java.util.Map;

/// Where a group stands.
///
/// @param offsets what it has committed
public record GroupStanding(GroupKey key, int members, Map<OffsetKey, StoredOffset> offsets) {}
