package io.naru.control.cell;

import io.micronaut.context.annotation.Context;
import io.micronaut.json.JsonMapper;
import io.naru.control.background.BackgroundThread;
import io.naru.control.database.RelayTransactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows what the cell says by itself: changes in `__naru_events`, usage in `__naru_metrics`, each on its thread.
@Context
class SystemTopicFollower {
    private final List<SystemTopicReader> readers = new ArrayList<>();
    private final List<BackgroundThread> threads = new ArrayList<>();

    SystemTopicFollower(
            CellAddress cell,
            PositionRepository positions,
            RelayTransactions transactions,
            List<CellEventHandler> handlers,
            JsonMapper json) {
        Map<String, List<CellEventHandler>> byKind = new HashMap<>();
        for (CellEventHandler handler : handlers) {
            for (String kind : handler.kinds()) {
                byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(handler);
            }
        }
        readers.add(new SystemTopicReader(
                cell, "__naru_events", SystemTopicReader.Versions.GROW, positions, transactions, byKind, json));
        readers.add(new SystemTopicReader(
                cell, "__naru_metrics", SystemTopicReader.Versions.SAY_NOTHING, positions, transactions, byKind, json));
    }

    @PostConstruct
    void start() {
        threads.add(BackgroundThread.start("events", readers.getFirst()::step));
        threads.add(BackgroundThread.start("metrics", readers.getLast()::step));
    }

    @PreDestroy
    void stop() {
        threads.forEach(BackgroundThread::close);
        readers.forEach(SystemTopicReader::close);
    }
}
