package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Mails;
import io.naru.control.fixture.TestPostgres;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a person does with their account by the links of mails.
class AccountTest {
    private static final String NEW_PASSWORD = "another long passphrase";

    private final String email = UUID.randomUUID() + "@acme.example";
    private final ApiClient kim = SharedControlPlane.get().anonymous().signUp(email, "Acme");
    private final ApiClient anybody = SharedControlPlane.get().anonymous();
    private final Mails mails = new Mails(anybody);

    @Test
    void aSignUpIsAskedToConfirmItsAddressAndIsNotHeldUp() {
        assertEquals("false", kim.get("/api/v1/me").at("user.email_verified"));
        assertTrue(mails.linkTo(email).startsWith("http://127.0.0.1:8080/verify#token="), mails.linkTo(email));

        anybody.post("/api/v1/email/verify", token(mails.tokenTo(email))).expect(204);

        assertEquals("true", kim.get("/api/v1/me").at("user.email_verified"));
        kim.post("/api/v1/me/email/verification", "").expect(202);
        assertEquals(1, mails.subjectsTo(email).size());
    }

    @Test
    void aLinkWorksOnce() {
        String token = mails.tokenTo(email);
        anybody.post("/api/v1/email/verify", token(token)).expect(204);

        ApiClient.Answer again =
                anybody.post("/api/v1/email/verify", token(token)).expect(400);

        assertEquals("/token", again.at("errors.0.source.pointer"));
        assertFalse(again.text().contains(token));
    }

    @Test
    void aLinkIsForOnePurposeAndForATime() {
        anybody.post("/api/v1/password/reset", reset(mails.tokenTo(email))).expect(400);
        TestPostgres.execute(
                SharedControlPlane.get().databaseUrl(),
                "UPDATE mail_link SET expires_at = now() WHERE address = '" + email + "'");

        anybody.post("/api/v1/email/verify", token(mails.tokenTo(email))).expect(400);
    }

    @Test
    void aForgottenPasswordIsReplacedAndEverythingElseEnds() {
        ApiClient phone = SharedControlPlane.get().anonymous().logIn(email);
        anybody.post("/api/v1/password/forgot", address(email)).expect(202);
        anybody.post("/api/v1/password/forgot", address(email)).expect(202);
        String first = mails.tokenTo(email);

        anybody.post("/api/v1/password/reset", reset(first)).expect(204);

        kim.get("/api/v1/me").expect(401);
        phone.get("/api/v1/me").expect(401);
        anybody.post("/api/v1/login", logIn("correct horse battery")).expect(401);
        ApiClient again = SharedControlPlane.get().anonymous();
        again.entered(again.post("/api/v1/login", logIn(NEW_PASSWORD)).expect(200));
        assertEquals("true", again.get("/api/v1/me").at("user.email_verified"));
        assertEquals(
                "Your password for Naru was changed", mails.subjectsTo(email).getFirst());
        anybody.post("/api/v1/password/reset", reset(first)).expect(400);
    }

    @Test
    void aNewPasswordEndsLinksThatWereSentBefore() {
        anybody.post("/api/v1/password/forgot", address(email)).expect(202);
        String token = mails.tokenTo(email);

        kim.post(
                        "/api/v1/me/password",
                        "{\"current_password\":\"correct horse battery\",\"new_password\":\"" + NEW_PASSWORD + "\"}")
                .expect(204);

        anybody.post("/api/v1/password/reset", reset(token)).expect(400);
    }

    @Test
    void anUnknownAddressIsAnsweredAlikeAndGetsNothing() {
        String nobody = "nobody-" + email;

        ApiClient.Answer unknown =
                anybody.post("/api/v1/password/forgot", address(nobody)).expect(202);
        ApiClient.Answer known =
                anybody.post("/api/v1/password/forgot", address(email)).expect(202);

        assertEquals(known.text(), unknown.text());
        assertEquals(List.of(), mails.subjectsTo(nobody));
        assertEquals(2, mails.subjectsTo(email).size());
    }

    /// Both do the same statements, so their medians are close; ten times as long would be a different path.
    @Test
    void anUnknownAddressTakesAsLong() {
        long[] known = new long[4];
        long[] unknown = new long[4];
        for (int i = 0; i < 4; i++) {
            known[i] = nanosOf(email);
            unknown[i] = nanosOf("nobody-" + email);
        }
        Arrays.sort(known);
        Arrays.sort(unknown);

        assertTrue(known[1] < 10 * unknown[1] && unknown[1] < 10 * known[1], known[1] + " " + unknown[1]);
    }

    private long nanosOf(String address) {
        long begun = System.nanoTime();
        anybody.post("/api/v1/password/forgot", address(address)).expect(202);
        return System.nanoTime() - begun;
    }

    @Test
    void manyLinksToOneAddressAreRefusedWhetherItIsKnownOrNot() {
        for (String address : List.of(email, "nobody-" + email)) {
            for (int i = 0; i < 5; i++) {
                anybody.post("/api/v1/password/forgot", address(address)).expect(202);
            }
            assertTrue(Integer.parseInt(anybody.post("/api/v1/password/forgot", address(address))
                            .expect(429)
                            .header("Retry-After"))
                    > 0);
        }
    }

    @Test
    void anAddressChangesOnceItsNewOneIsProven() {
        String wanted = "new-" + email;
        change("not the password", wanted, 400, "/password");
        change("correct horse battery", email, 400, "/email");
        kim.post("/api/v1/me/email", emailChange("correct horse battery", wanted))
                .expect(202);
        assertEquals(email, kim.get("/api/v1/me").at("user.email"));
        assertEquals(
                "Your address for Naru is about to change",
                mails.subjectsTo(email).getFirst());

        anybody.post("/api/v1/email/verify", token(mails.tokenTo(wanted))).expect(204);

        assertEquals(wanted, kim.get("/api/v1/me").at("user.email"));
        assertEquals("true", kim.get("/api/v1/me").at("user.email_verified"));
        assertEquals(
                "Your address for Naru was changed", mails.subjectsTo(email).getFirst());
        anybody.post("/api/v1/login", logIn("correct horse battery")).expect(401);
    }

    @Test
    void anAddressThatSomebodyElseTookMeanwhileIsNotTakenAway() {
        String wanted = "new-" + email;
        kim.post("/api/v1/me/email", emailChange("correct horse battery", wanted))
                .expect(202);
        String token = mails.tokenTo(wanted);
        SharedControlPlane.get().anonymous().signUp(wanted, "Globex");

        assertTrue(anybody.post("/api/v1/email/verify", token(token))
                .expect(400)
                .at("errors.0.detail")
                .startsWith("There is another account"));
        assertEquals(email, kim.get("/api/v1/me").at("user.email"));
        change("correct horse battery", wanted, 400, "/email");
    }

    @Test
    void anAddressThatWouldBeginAHeaderIsRefused() {
        anybody.post("/api/v1/password/forgot", address("kim@acme.example\\r\\nBcc: x@globex.example"))
                .expect(400);
        change("correct horse battery", "kim\\n@acme.example", 400, "/email");
    }

    private void change(String password, String wanted, int status, String pointer) {
        ApiClient.Answer refused =
                kim.post("/api/v1/me/email", emailChange(password, wanted)).expect(status);
        assertEquals(pointer, refused.at("errors.0.source.pointer"));
    }

    private static String emailChange(String password, String wanted) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(wanted, password);
    }

    private static String address(String email) {
        return "{\"email\":\"%s\"}".formatted(email);
    }

    private static String token(String token) {
        return "{\"token\":\"%s\"}".formatted(token);
    }

    private static String reset(String token) {
        return "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, NEW_PASSWORD);
    }

    private String logIn(String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }
}
