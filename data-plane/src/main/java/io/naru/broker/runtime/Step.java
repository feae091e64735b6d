package io.naru.broker.runtime;

import java.util.concurrent.CompletionStage;

/// One step of a start. Stopping is the reverse of the steps that were begun.
record Step(String name, Start start, Stop stop) {
    interface Start {
        /// Begins the step; the next one waits for the stage.
        CompletionStage<?> run() throws Exception;
    }

    interface Stop {
        void run() throws Exception;
    }
}
