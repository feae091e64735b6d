package io.naru.bench.beside;

import java.io.IOException;
import java.nio.file.Path;

/// A broker that can be measured. Its data stays in one folder until the folder is deleted.
interface Contestant {
    String name();

    /// Prepares an empty folder for the first start; not part of what is measured.
    void prepare(Path folder) throws IOException, InterruptedException;

    /// Starts the process and returns at once, ready or not.
    Process start(Path folder) throws IOException;

    /// Makes the broker usable for clients after its very first start.
    void introduce() throws IOException, InterruptedException;

    String bootstrap();
}
