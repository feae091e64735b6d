package io.naru.control.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The mail server of this installation, spoken to by SMTP (RFC 5321).
final class MailServer {
    /// Every step of a hand-over has a bound; together they stay below this.
    static final Duration LONGEST_HAND_OVER = Duration.ofMinutes(5);

    private static final String CONNECT_MILLIS = "10000";
    private static final String STEP_MILLIS = "20000";
    private static final int LONGEST_REASON = 300;
    private static final String PERMANENT = "5";

    /// What became of a mail.
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /// Trying again is of no use.
        record Refused(String reason) implements Outcome {}

        record NotNow(String reason) implements Outcome {}
    }

    private final MailRoute.Smtp smtp;
    private final Session session;
    private final InternetAddress from;

    MailServer(MailRoute.Smtp smtp) {
        this.smtp = smtp;
        this.session = Session.getInstance(properties(smtp));
        this.from = sender(smtp.from()).orElseThrow();
    }

    /// Reads `Naru <naru@acme.example>` or a bare address; empty when it is neither.
    static Optional<InternetAddress> sender(String text) {
        try {
            return Optional.of(new InternetAddress(text, true));
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private static Properties properties(MailRoute.Smtp smtp) {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", smtp.host());
        properties.put("mail.smtp.port", Integer.toString(smtp.port()));
        properties.put("mail.smtp.auth", Boolean.toString(smtp.login() != null));
        properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.put("mail.smtp.timeout", STEP_MILLIS);
        properties.put("mail.smtp.writetimeout", STEP_MILLIS);
        properties.put("mail.mime.allowutf8", "true");
        switch (smtp.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        if (smtp.caPem() != null) {
            properties.put("mail.smtp.ssl.socketFactory", trusting(smtp.caPem()));
        }
        return properties;
    }

    private static SSLSocketFactory trusting(String pem) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("certificates of the mail server", e);
        }
    }

    Outcome handOver(String id, String recipient, Draft draft) {
        InternetAddress to;
        try {
            to = new InternetAddress(recipient, true);
        } catch (AddressException e) {
            return new Outcome.Refused("the address is none that mail can be sent to");
        }
        MailRoute.Login login = smtp.login();
        try (Transport transport = session.getTransport()) {
            transport.connect(login == null ? null : login.username(), login == null ? null : login.password());
            MimeMessage message = message(id, to, draft);
            transport.sendMessage(message, new Address[] {to});
            return new Outcome.Taken();
        } catch (AuthenticationFailedException e) {
            return new Outcome.NotNow("user name or password are refused");
        } catch (SendFailedException e) {
            String reason = reason(e);
            return reason.startsWith(PERMANENT) ? new Outcome.Refused(reason) : new Outcome.NotNow(reason);
        } catch (MessagingException e) {
            return new Outcome.NotNow(reason(e));
        }
    }

    private MimeMessage message(String id, InternetAddress to, Draft draft) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@" + domain(from) + ">");
            }
        };
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(draft.subject(), "UTF-8");
        message.setSentDate(Date.from(Instant.now()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", draft.language().tag());
        message.setContent(new MimeMultipart("alternative", part(draft.plain(), "plain"), part(draft.html(), "html")));
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }

    private static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().indexOf('@') + 1);
    }

    /// The mail server's own words, which begin with its code, as far as they are useful.
    private static String reason(MessagingException failure) {
        Exception said = failure;
        for (Exception next = failure; next != null; next = cause(next)) {
            said = next;
        }
        String words =
                Optional.ofNullable(said.getMessage()).orElse(said.getClass().getSimpleName());
        String line = words.replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_REASON));
    }

    private static @Nullable Exception cause(Exception failure) {
        return failure instanceof MessagingException outer ? outer.getNextException() : null;
    }
}
