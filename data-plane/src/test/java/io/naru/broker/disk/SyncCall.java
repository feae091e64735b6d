package io.naru.broker.disk;

import java.nio.file.Path;

/// Somebody asks a [CrashDisk] to make something durable, or writes what is to become so.
///
/// @param caller the method outside this room that asks, `Class.method`
public record SyncCall(Path path, Kind kind, String caller) {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /// What is asked for.
    public enum Kind {
        SYNC_OF_FILE,
        SYNC_OF_DIRECTORY,
        WRITE
    }

    static SyncCall here(Path path, Kind kind) {
        return new SyncCall(
                path,
                kind,
                STACK.walk(frames -> frames.filter(
                                frame -> !frame.getDeclaringClass().getPackage().equals(SyncCall.class.getPackage()))
                        .findFirst()
                        .map(SyncCall::name)
                        .orElseThrow()));
    }

    /// A lambda counts as the method that it stands in, an inner class as the outer.
    private static String name(StackWalker.StackFrame frame) {
        String outer = frame.getDeclaringClass().getNestHost().getSimpleName();
        String method = frame.getMethodName();
        return outer + "." + (method.startsWith("lambda$") ? method.split("\\$")[1] : method);
    }

    /// The site of the call: who asks, and for what sort of file.
    public String site() {
        return switch (kind) {
            case SYNC_OF_FILE -> caller + " " + sort(path.getFileName().toString());
            case SYNC_OF_DIRECTORY -> caller + " directory";
            case WRITE -> caller + " writing " + sort(path.getFileName().toString());
        };
    }

    /// A file's name without what differs between its like: digits, and the mark of one that is still written.
    private static String sort(String name) {
        String sort = name.replaceFirst("^[0-9]+\\.", "");
        return sort.endsWith(".tmp") ? sort.substring(0, sort.length() - 4) : sort;
    }
}
