package io.naru.broker.fault;

/// Where a process is to die.
///
/// @param pass the how many-th time it gets there, from 1
public record Death(FaultPoint point, Moment moment, int pass) {
    public enum Moment {
        BEFORE,
        AFTER
    }

    /// As [#toString()] writes it.
    public static Death parse(String text) {
        String[] words = text.split(" ");
        return new Death(FaultPoint.valueOf(words[1]), Moment.valueOf(words[0]), Integer.parseInt(words[2]));
    }

    @Override
    public String toString() {
        return moment + " " + point + " " + pass;
    }
}
