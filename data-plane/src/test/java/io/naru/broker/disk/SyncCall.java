package io.naru.broker.disk;

import java.nio.file.Path;

/// Somebody asks a [CrashDisk] to make something durable.
///
/// @param caller the method outside this room that asks, `Class.method`
public record SyncCall(Path path, boolean directory, String caller) {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    static SyncCall here(Path path, boolean directory) {
        return new SyncCall(
                path,
                directory,
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

    /// The site of the sync: who asks, and for what sort of file.
    public String site() {
        return caller + " " + (directory ? "directory" : sort(path.getFileName().toString()));
    }

    /// A file's name without what differs between its like: digits, and the mark of one that is still written.
    private static String sort(String name) {
        String sort = name.replaceFirst("^[0-9]+\\.", "");
        return sort.endsWith(".tmp") ? sort.substring(0, sort.length() - 4) : sort;
    }
}
