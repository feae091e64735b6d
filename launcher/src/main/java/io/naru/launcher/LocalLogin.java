package io.naru.launcher;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.naru.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The console login that the control plane makes on a laptop, as it wrote it to `login.json`.
@JsonIgnoreProperties(ignoreUnknown = true)
record LocalLogin(String url, String email, String password) {
    static Optional<LocalLogin> read(Home home) {
        Path file = home.directory().resolve("login.json");
        try {
            return Files.exists(file)
                    ? Optional.of(new ObjectMapper().readValue(file.toFile(), LocalLogin.class))
                    : Optional.empty();
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }
}
