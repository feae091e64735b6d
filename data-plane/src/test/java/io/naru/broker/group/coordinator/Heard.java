package io.naru.broker.group.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.Reply;
import java.util.ArrayList;
import java.util.List;

/// Listens for one answer.
final class Heard<A> implements Reply<A> {
    private final List<Outcome<A>> outcomes = new ArrayList<>();
    private boolean open = true;

    @Override
    public void send(Outcome<A> outcome) {
        outcomes.add(outcome);
        assertThat(outcomes).as("a request is answered once").hasSize(1);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    void hangUp() {
        open = false;
    }

    boolean isAnswered() {
        return !outcomes.isEmpty();
    }

    Outcome<A> outcome() {
        assertThat(outcomes).as("an answer").hasSize(1);
        return outcomes.getFirst();
    }

    A answer() {
        return switch (outcome()) {
            case Done<A>(A answer) -> answer;
            case Refused<A>(GroupError error) -> throw new AssertionError("refused: " + error);
        };
    }

    GroupError error() {
        return switch (outcome()) {
            case Done<A>(A answer) -> throw new AssertionError("not refused: " + answer);
            case Refused<A>(GroupError error) -> error;
        };
    }
}
