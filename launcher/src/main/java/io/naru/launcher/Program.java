package io.naru.launcher;

import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A built Java program of this project and the words that start it.
///
/// @param jar      with its libraries in `lib/` beside it
/// @param flags    file with the JVM's flags, shared with the benchmarks and the end-to-end tests
/// @param aotCache where its start-up cache (JEP 514) stands or will stand
record Program(Path jar, Path flags, Path aotCache) {

    /// @param module the folder of its Maven module
    static Program built(Path root, String module) {
        Path target = root.resolve(module).resolve("target");
        Path flags = root.resolve("launcher/jvm").resolve(module + ".flags");
        try (Stream<Path> found = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            Path jar = found.filter(path -> path.getFileName().toString().matches(module + "-[0-9].*\\.jar"))
                    .filter(path -> !path.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> Refusal.of("%s is not built; start it with ./naru up, which builds it.", module));
            return new Program(jar, flags, target.resolve(module + ".aot"));
        } catch (IOException failed) {
            throw Refusal.of("%s can't be read: %s", target, failed.getMessage());
        }
    }

    /// @param training whether this run writes the start-up cache instead of using it
    List<String> command(Path javaHome, boolean training, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(javaHome.resolve("bin/java").toString());
        words.add("@" + flags);
        if (training) {
            words.add("-XX:AOTCacheOutput=" + aotCache);
        } else if (isOfThisBuild()) {
            // A cache that does not fit this JVM is passed over in silence: it only makes the start slower.
            words.addAll(List.of("-XX:AOTCache=" + aotCache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        words.addAll(List.of("-jar", jar.toString()));
        words.addAll(arguments);
        return words;
    }

    /// The JVM takes the classes of a cache for those of a jar of equal length, however much later that one was built.
    private boolean isOfThisBuild() {
        try {
            return Files.exists(aotCache)
                    && Files.getLastModifiedTime(aotCache).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException failed) {
            throw Refusal.of("%s can't be read: %s", aotCache, failed.getMessage());
        }
    }
}
