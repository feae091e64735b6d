package io.naru.broker.simulation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random lives of fetch sessions over a whole broker; [FetchSessionHistory] knows after every request what the answer
/// has to be.
class FetchSessionHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("naru.fetch.histories", 40);
    private static final int DEEDS = 120;

    @ParameterizedTest
    @ValueSource(shorts = {12, 13})
    void answersExactlyWhatChanged(short version) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            FetchSessionHistory history = new FetchSessionHistory(seed, version);
            for (int i = 0; i < DEEDS; i++) {
                history.takeOne();
            }
        }
    }
}
