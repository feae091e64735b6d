package io.naru.broker.network;

import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Threads;
import java.util.concurrent.Executor;

/// The network takes its threads from Netty alone.
final class NoThreads implements Threads {
    @Override
    public Running start(Agent agent) {
        throw new UnsupportedOperationException("no agent lives in the network");
    }

    @Override
    public Executor background(String name, int threads) {
        throw new UnsupportedOperationException("no background work in the network");
    }
}
