package io.naru.control.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.Await;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.http.Language;
import io.naru.control.runtime.RunningControlPlane;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Mails on their way to a real mail server.
class MailTest {
    private static final String LINK = "https://naru.example/reset#token=4Hq-secret";
    private static final Set<Letter.Kind> ONLY_TELLING =
            EnumSet.of(Letter.Kind.PASSWORD_CHANGED, Letter.Kind.ADDRESS_CHANGING, Letter.Kind.ADDRESS_CHANGED);
    private static MailServerForTests server;
    private static RunningControlPlane controlPlane;
    private final String kim = UUID.randomUUID() + "@acme.example";

    @BeforeAll
    static void start() {
        server = MailServerForTests.start();
        controlPlane = RunningControlPlane.start(
                TestPostgres.newDatabase(),
                "127.0.0.1:1",
                "secret",
                RunningControlPlane.pem(RunningControlPlane.newTokenKey()),
                server.route());
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
        server.close();
    }

    @AfterEach
    void behaveAgain() {
        server.takeEverything();
    }

    @Test
    void aMailGoesOutOverTlsWithTextAndHtmlOfTheSameWords() throws Exception {
        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim));

        MailServerForTests.Delivered mail = server.awaitMailTo(kim);

        assertEquals("naru", mail.user());
        assertEquals("Choose a new password for Naru", mail.message().getSubject());
        assertEquals("Naru <naru@naru.example>", mail.message().getFrom()[0].toString());
        assertEquals("auto-generated", mail.message().getHeader("Auto-Submitted", null));
        assertTrue(part(mail.message(), 0).contains(LINK), part(mail.message(), 0));
        assertTrue(part(mail.message(), 1).contains("<a href=\"" + LINK + "\">"), part(mail.message(), 1));
    }

    @Test
    void itIsInTheLanguageOfItsReader() throws Exception {
        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.KOREAN, kim));

        MimeMessage mail = server.awaitMailTo(kim).message();

        assertEquals("Naru 비밀번호를 새로 정해 주세요", mail.getSubject());
        assertEquals("ko", mail.getHeader("Content-Language", null));
        assertTrue(part(mail, 1).contains("<html lang=\"ko\">"));
    }

    @Test
    void whatAPersonChoseIsNeitherAHeaderNorMarkup() throws Exception {
        String name = "Acme\r\nBcc: victim@globex.example\r\n\r\n<img src=x onerror=alert(1)>";

        send(letter(Letter.Kind.INVITATION, kim, Language.ENGLISH, "Kim", name, kim));

        MimeMessage mail = server.awaitMailTo(kim).message();
        assertNull(mail.getHeader("Bcc", null));
        assertEquals(1, mail.getAllRecipients().length);
        assertTrue(mail.getSubject().startsWith("Kim invites you to Acme Bcc: victim@globex.example"));
        assertFalse(part(mail, 1).contains("<img"));
        assertTrue(part(mail, 1).contains("&lt;img src=x onerror=alert(1)&gt;"));
    }

    @Test
    void whatItSaidIsGoneOnceItIsSent() {
        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim));

        server.awaitMailTo(kim);

        awaitState("SENT");
        assertEquals("", stored("coalesce(subject, '') || coalesce(body, '') || coalesce(link, '')"));
    }

    @Test
    void aServerThatIsAwayGetsItWhenItIsBack() {
        server.stop();
        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim));
        Await.until("a first attempt", () -> !stored("coalesce(reason, '')").isEmpty());
        assertEquals("WAITING", stored("state"));

        server.startAgain();

        server.awaitMailTo(kim);
        awaitState("SENT");
    }

    @Test
    void anAddressThatTheServerRefusesForGoodIsNotTriedAgain() {
        server.refuse(550, "no such user");

        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim));

        awaitState("FAILED");
        assertTrue(stored("reason").startsWith("550"), stored("reason"));
        assertEquals("", stored("coalesce(link, '')"));
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() {
        server.refuse(451, "later");
        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim));
        Await.until("a first attempt", () -> !stored("coalesce(reason, '')").isEmpty());

        server.takeEverything();

        server.awaitMailTo(kim);
    }

    @Test
    void aServerWithoutTlsGetsNoMail() throws Exception {
        try (MailServerForTests open = MailServerForTests.startWithoutTls()) {
            MailServer asked = new MailServer(open.route());

            MailServer.Outcome outcome =
                    asked.handOver("X", kim, Draft.of(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim)));

            assertTrue(
                    outcome instanceof MailServer.Outcome.NotNow(String reason) && reason.contains("STARTTLS"),
                    outcome::toString);
            assertEquals(0, open.received());
        }
    }

    @Test
    void aMailForNobodyIsNeverSent() {
        String nobody = "nobody-" + kim;
        controlPlane.bean(Mails.class).pretend(letter(Letter.Kind.RESET_PASSWORD, nobody, Language.ENGLISH, nobody));
        send(letter(Letter.Kind.RESET_PASSWORD, kim, Language.ENGLISH, kim));

        server.awaitMailTo(kim);

        assertFalse(server.hasMailTo(nobody));
    }

    @Test
    void everyLetterIsWrittenInEveryLanguage() {
        for (Letter.Kind kind : Letter.Kind.values()) {
            for (Language language : Language.values()) {
                String link = ONLY_TELLING.contains(kind) ? null : LINK;
                Draft draft = Draft.of(new Letter(kind, kim, language, List.of("Kim", "Acme", kim), link));
                String all = draft.subject() + draft.plain() + draft.html();
                assertFalse(all.matches("(?s).*\\{[0-9]}.*"), all);
                assertEquals(language == Language.KOREAN, draft.body().matches("(?s).*[가-힣].*"), kind + " " + language);
            }
        }
    }

    @Test
    void pausesGrowToAnHour() {
        assertEquals(2, Postman.pause(1).toSeconds());
        assertEquals(64, Postman.pause(6).toSeconds());
        assertEquals(3600, Postman.pause(40).toSeconds());
    }

    private static Letter letter(Letter.Kind kind, String to, Language language, String... values) {
        return new Letter(kind, to, language, List.of(values), LINK);
    }

    private static void send(Letter letter) {
        controlPlane.bean(Mails.class).send(letter);
    }

    private void awaitState(String state) {
        Await.until("mail is " + state, () -> stored("state").equals(state));
    }

    private String stored(String column) {
        return TestPostgres.query(
                controlPlane.databaseUrl(), "SELECT " + column + " FROM mail WHERE recipient = '" + kim + "'");
    }

    private static String part(MimeMessage message, int index) throws MessagingException, IOException {
        return (String)
                ((MimeMultipart) message.getContent()).getBodyPart(index).getContent();
    }
}
