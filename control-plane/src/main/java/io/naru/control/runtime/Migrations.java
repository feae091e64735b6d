package io.naru.control.runtime;

import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date before anything else starts.
final class Migrations {
    private Migrations() {}

    static void run(String databaseUrl) throws BadStart {
        try {
            Flyway.configure()
                    .dataSource(databaseUrl, null, null)
                    .locations("classpath:db/migration")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new BadStart("Postgres at " + withoutParameters(databaseUrl) + " cannot be used: " + reason(e)
                    + " Is it running, and are user and password in NARU_DATABASE_URL right?");
        }
    }

    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason =
                Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        String line = reason.lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(reason)
                .strip();
        return line.endsWith(".") ? line : line + ".";
    }
}
