package io.naru.control.runtime;

import io.naru.control.http.TrustedProxies;
import io.naru.control.identityprovider.ProviderTrust;
import io.naru.control.mail.MailRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the environment says. Read once at start; a wrong value is a bad start.
public record Settings(
        String httpHost,
        int httpPort,
        String databaseUrl,
        String cellBootstrap,
        String cellId,
        String cellSecret,
        String tokenPrivateKeyPem,
        String clientBootstrap,
        String clientSecurity,
        @Nullable String clientCaPem,
        String publicUrl,
        @Nullable Path localDirectory,
        MailRoute mail,
        TrustedProxies proxies,
        ProviderTrust providerTrust) {

    static final String HELP = """
            Naru's control plane: organizations, clusters, keys and the console, on Postgres.

            usage: java -jar control-plane.jar [--help]

            Everything is set by environment variables:

              NARU_HTTP_HOST                Address to listen on. Default 127.0.0.1.
              NARU_HTTP_PORT                Port to listen on; 0 takes a free one. Default 8080.
              NARU_DATABASE_URL             JDBC URL of Postgres with user and password of the owner of the schema, for example
                                            jdbc:postgresql://127.0.0.1:5442/naru?user=naru&password=... Required. The roles naru_app
                                            and naru_relay are made by the migrations.
              NARU_CELL_BOOTSTRAP           System listener of the cell's brokers, host:port[,host:port]. Default 127.0.0.1:9093.
              NARU_CELL_ID                  The cell's id, the audience of tokens. Default cell-local.
              NARU_CELL_SECRET_FILE         File with the cell's secret. Required.
              NARU_TOKEN_PRIVATE_KEY_FILE   Ed25519 private key, PEM (PKCS#8), whose public half the brokers have. Required.
              NARU_CLIENT_BOOTSTRAP         What customers are told to connect to. Default 127.0.0.1:9092.
              NARU_CLIENT_SECURITY          SASL_PLAINTEXT or SASL_SSL. Default SASL_PLAINTEXT.
              NARU_CLIENT_CA_FILE           PEM file with the certificates that clients must trust. Default none.
              NARU_PUBLIC_URL               How this server is reached from outside. Default http://host:port.
              NARU_TRUSTED_PROXIES          Addresses and networks, separated by commas, of proxies whose word on where a request comes from
                                            is taken, for example 127.0.0.1,10.0.0.0/8. Default none: the connection's own address.
              NARU_TRUSTED_PROXIES_HEADER   X-Forwarded-For or Forwarded, the header that they write. Default X-Forwarded-For.
              NARU_MAIL_SMTP_HOST           Mail server that takes mails for resetting passwords, confirming addresses and inviting.
                                            Default none: then there are no such mails. Not in local mode.
              NARU_MAIL_SMTP_PORT           Its port. Default 587, or 465 with NARU_MAIL_SMTP_SECURITY=tls.
              NARU_MAIL_SMTP_SECURITY       starttls, tls or none. Default starttls: a server without it gets no mail.
              NARU_MAIL_SMTP_USERNAME       User name at the mail server. Default none: no log-in.
              NARU_MAIL_SMTP_PASSWORD_FILE  File with the password. Required with a user name.
              NARU_MAIL_SMTP_CA_FILE        PEM file with the certificates to trust. Default those of the Java runtime.
              NARU_MAIL_FROM                Sender, such as Naru <naru@acme.example>. Required with a mail server.
              NARU_ORGANIZATIONS_OF         strangers or us: whose the organizations are. Of strangers, an identity provider must be at a
                                            public address with TLS, and an e-mail domain be proven by DNS; of us, neither. Default
                                            strangers, in local mode us.
              NARU_MESSAGES_READ_BYTES_PER_SECOND
                                            What all streams of messages of one organization may read from the cell together. Default
                                            20000000.
              NARU_SIGN_UPS_OF_ADDRESS_IN_10_MINUTES
                                            Sign-ups from one address in 10 minutes. Default 200.
              NARU_CALLS_OF_KEY_IN_10_SECONDS
                                            Calls that one API key may make in 10 seconds. Default 1000.
              NARU_CALLS_OF_SESSION_IN_10_SECONDS
                                            Calls that one session may make in 10 seconds. Default 1000.
              NARU_LOCAL_DIRECTORY          Local mode: first organization, cluster `local`, key and topic `hello` are made, and
                                            local.properties, librdkafka.properties and login.json are written here. Mails are shown
                                            at /settings/mailbox instead of sent. Default off.

            When it is ready, GET /health/ready answers 200. A start that fails says why in one sentence and exits with 2.
            """;

    static Settings of(Map<String, String> environment) throws BadStart {
        Environment env = new Environment(environment);
        String host = env.text("NARU_HTTP_HOST").orElse("127.0.0.1");
        int port = env.port("NARU_HTTP_PORT", 8080);
        String security = env.text("NARU_CLIENT_SECURITY").orElse("SASL_PLAINTEXT");
        if (!security.equals("SASL_PLAINTEXT") && !security.equals("SASL_SSL")) {
            throw new BadStart("NARU_CLIENT_SECURITY is " + security + "; it must be SASL_PLAINTEXT or SASL_SSL.");
        }
        String database = env.required("NARU_DATABASE_URL");
        if (!database.startsWith("jdbc:postgresql:")) {
            throw new BadStart("NARU_DATABASE_URL must begin with jdbc:postgresql:.");
        }
        String publicUrl = env.text("NARU_PUBLIC_URL").orElse("http://" + host + ":" + port);
        return new Settings(
                host,
                port,
                database,
                env.text("NARU_CELL_BOOTSTRAP").orElse("127.0.0.1:9093"),
                env.text("NARU_CELL_ID").orElse("cell-local"),
                env.file("NARU_CELL_SECRET_FILE", env.required("NARU_CELL_SECRET_FILE"))
                        .strip(),
                env.file("NARU_TOKEN_PRIVATE_KEY_FILE", env.required("NARU_TOKEN_PRIVATE_KEY_FILE")),
                env.text("NARU_CLIENT_BOOTSTRAP").orElse("127.0.0.1:9092"),
                security,
                env.optionalFile("NARU_CLIENT_CA_FILE").orElse(null),
                publicUrl.replaceAll("/+$", ""),
                env.text("NARU_LOCAL_DIRECTORY").map(Path::of).orElse(null),
                mail(env),
                proxies(env),
                providerTrust(env));
    }

    private static TrustedProxies proxies(Environment env) throws BadStart {
        String networks = env.text("NARU_TRUSTED_PROXIES").orElse("");
        String header = env.text("NARU_TRUSTED_PROXIES_HEADER").orElse("X-Forwarded-For");
        try {
            return TrustedProxies.of(networks, header);
        } catch (IllegalArgumentException e) {
            throw new BadStart("NARU_TRUSTED_PROXIES " + e.getMessage());
        }
    }

    private static ProviderTrust providerTrust(Environment env) throws BadStart {
        String word = env.text("NARU_ORGANIZATIONS_OF")
                .orElse(env.text("NARU_LOCAL_DIRECTORY").isPresent() ? "us" : "strangers");
        return switch (word) {
            case "us" -> ProviderTrust.OWN;
            case "strangers" -> ProviderTrust.STRANGERS;
            default -> throw new BadStart("NARU_ORGANIZATIONS_OF is " + word + "; it must be strangers or us.");
        };
    }

    private static MailRoute mail(Environment env) throws BadStart {
        boolean local = env.text("NARU_LOCAL_DIRECTORY").isPresent();
        Optional<String> host = env.text("NARU_MAIL_SMTP_HOST");
        if (host.isEmpty()) {
            return local ? new MailRoute.Mailbox() : new MailRoute.Nowhere();
        }
        if (local) {
            throw new BadStart("NARU_MAIL_SMTP_HOST is set in local mode, in which no mail leaves the machine;"
                    + " unset it or NARU_LOCAL_DIRECTORY.");
        }
        String word = env.text("NARU_MAIL_SMTP_SECURITY").orElse("starttls");
        MailRoute.Security security = MailRoute.Security.of(word)
                .orElseThrow(() ->
                        new BadStart("NARU_MAIL_SMTP_SECURITY is " + word + "; it must be starttls, tls or none."));
        String from = env.required("NARU_MAIL_FROM");
        if (!MailRoute.isSender(from)) {
            throw new BadStart(
                    "NARU_MAIL_FROM is " + from + "; it must be an address such as Naru <naru@acme.example>.");
        }
        return new MailRoute.Smtp(
                host.get(),
                env.port("NARU_MAIL_SMTP_PORT", security.port()),
                security,
                mailLogin(env),
                from,
                env.optionalFile("NARU_MAIL_SMTP_CA_FILE").orElse(null));
    }

    private static MailRoute.@Nullable Login mailLogin(Environment env) throws BadStart {
        Optional<String> username = env.text("NARU_MAIL_SMTP_USERNAME");
        if (username.isEmpty()) {
            return null;
        }
        String file = env.required("NARU_MAIL_SMTP_PASSWORD_FILE");
        return new MailRoute.Login(
                username.get(), env.file("NARU_MAIL_SMTP_PASSWORD_FILE", file).strip());
    }

    private record Environment(Map<String, String> values) {
        Optional<String> text(String name) {
            return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
        }

        String required(String name) throws BadStart {
            return text(name).orElseThrow(() -> new BadStart(name + " is not set; --help explains every variable."));
        }

        int port(String name, int fallback) throws BadStart {
            String value = text(name).orElse(Integer.toString(fallback));
            if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65535) {
                throw new BadStart(name + " is " + value + "; it must be a port number from 0 to 65535.");
            }
            return Integer.parseInt(value);
        }

        Optional<String> optionalFile(String name) throws BadStart {
            Optional<String> path = text(name);
            return path.isPresent() ? Optional.of(file(name, path.get())) : Optional.empty();
        }

        String file(String name, String path) throws BadStart {
            try {
                return Files.readString(Path.of(path));
            } catch (IOException | IllegalArgumentException e) {
                throw new BadStart("the file of " + name + ", " + path + ", cannot be read.");
            }
        }
    }
}
