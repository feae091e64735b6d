package io.naru.e2e.wire;

import java.io.IOException;
import org.apache.kafka.common.protocol.ApiMessage;

/// A request made of somebody's ids, to be asked in one version of its API.
///
/// @param name says which of the ids it tries
/// @param first the lowest version that can carry it, 0 for all
/// @param last the highest version that can carry it
/// @param told whether the owner of the ids hears something else than for ids that never were
record Question(String name, int first, int last, boolean told, Maker maker) {
    interface Maker {
        ApiMessage make(Asking asking) throws IOException;
    }

    /// @param its the ids to try
    /// @param asker the connection, to make what the question needs of the asker's own
    record Asking(Belongings its, short version, WireConnection asker) {}

    static Question telling(String name, Maker maker) {
        return new Question(name, 0, Short.MAX_VALUE, true, maker);
    }

    static Question tellingNothing(String name, Maker maker) {
        return new Question(name, 0, Short.MAX_VALUE, false, maker);
    }

    Question since(int version) {
        return new Question(name, version, last, told, maker);
    }

    Question until(int version) {
        return new Question(name, first, version, told, maker);
    }

    boolean fits(short version) {
        return version >= first && version <= last;
    }
}
