package io.naru.broker.network;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Work for a connection's thread from threads that must not fail when the network has stopped in between.
final class EventLoops {
    private EventLoops() {}

    /// Runs the task at once if this is the thread, later on it otherwise; `stopped` here if it takes no more
    /// tasks.
    static void tryExecute(EventExecutor eventLoop, Runnable task, Runnable stopped) {
        if (eventLoop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException shutDown) {
            stopped.run();
        }
    }

    /// Runs the task after a delay; not at all if the network stops before.
    static void later(EventExecutor eventLoop, Runnable task, long delayMs) {
        Future<?> _ = eventLoop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }

    /// Runs the task again and again, until the network stops.
    static void every(EventExecutor eventLoop, Runnable task, long periodMs) {
        Future<?> _ = eventLoop.scheduleWithFixedDelay(task, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /// Begins to close the channel; its handlers learn the rest.
    static void close(ChannelOutboundInvoker channel) {
        ChannelFuture _ = channel.close();
    }
}
