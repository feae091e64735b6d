package io.naru.broker.network;

import io.naru.broker.dispatch.Listener;
import java.util.Map;

/// How many connections are open; those that are not authenticated yet are in the first count only.
public record ConnectionCounts(Map<Listener, Integer> byListener, Map<String, Integer> byCluster) {}
