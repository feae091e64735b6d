package io.naru.control.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes of this installation's mails.
public sealed interface MailRoute {
    /// They are handed to a mail server.
    ///
    /// @param login null when the server asks for none
    /// @param from the sender's address, with or without a name
    /// @param caPem certificates to trust besides none; null for those of the Java runtime
    record Smtp(
            String host,
            int port,
            Security security,
            @Nullable Login login,
            String from,
            @Nullable String caPem) implements MailRoute {}

    /// Nothing leaves this machine: they are shown at `/api/v1/mailbox`.
    record Mailbox() implements MailRoute {}

    /// There are none. What needs one is refused, and invitations are handed over by who invites.
    record Nowhere() implements MailRoute {}

    record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /// How the connection to the mail server is kept private.
    enum Security {
        /// TLS after `STARTTLS`; a server that does not offer it gets no mail.
        STARTTLS(587),
        /// TLS from the first byte.
        TLS(465),
        /// None. For a server on the same machine.
        NONE(587);

        private final int port;

        Security(int port) {
            this.port = port;
        }

        /// By its name in small letters.
        public static Optional<Security> of(String word) {
            return Arrays.stream(values())
                    .filter(security -> security.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }

        /// The port that servers use for it.
        public int port() {
            return port;
        }
    }

    /// Whether this is an address, with or without a name, that mails can come from.
    static boolean isSender(String text) {
        return MailServer.sender(text).isPresent();
    }
}
