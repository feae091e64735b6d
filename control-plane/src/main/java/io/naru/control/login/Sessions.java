package io.naru.control.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.generator.JwtTokenGenerator;
import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Actor;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Sessions of people. The cookie holds a signed token that names the session; the session's row in
/// Postgres, read with the person's roles for every request, says whether it lives and what they may do.
/// The token is renewed every five minutes.
@Singleton
public class Sessions {
    static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
    public static final Duration IDLE_LIFETIME = Duration.ofDays(14);
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(1);
    private static final int ID_LENGTH = 32;

    /// A session found alive.
    ///
    /// @param token to be set as the cookie when present
    /// @param factorMissing whether the organization requires a second factor that the person has not
    public record Recognised(Caller caller, Optional<String> token, Instant expiresAt, boolean factorMissing) {}

    private final SessionRepository sessions;
    private final PasswordDoorRepository doors;
    private final Audit audit;
    private final TenantTransactions transactions;
    private final JwtTokenGenerator tokens;
    private final SessionKey key;

    Sessions(
            SessionRepository sessions,
            PasswordDoorRepository doors,
            Audit audit,
            TenantTransactions transactions,
            JwtTokenGenerator tokens,
            SessionKey key) {
        this.sessions = sessions;
        this.doors = doors;
        this.audit = audit;
        this.transactions = transactions;
        this.tokens = tokens;
        this.key = key;
    }

    /// Begins a session of a person who has shown a password, in a transaction of its own or the caller's.
    /// Its id is new: one that somebody slipped into a browser before is worth nothing after. Refused where
    /// the organization lets nobody in that way.
    public Recognised begin(Tenant tenant, String accountId, Origin origin) {
        requirePasswordDoor(tenant, accountId);
        return begin(tenant, accountId, origin, false);
    }

    /// As [#begin], of a person for whom the organization's identity provider has answered. The session is
    /// good in this organization alone, because its provider speaks for nobody else.
    public Recognised beginSignedOn(Tenant tenant, String accountId, Origin origin) {
        return begin(tenant, accountId, origin, true);
    }

    private Recognised begin(Tenant tenant, String accountId, Origin origin, boolean signedOn) {
        String id = Ids.capitals(ID_LENGTH);
        Instant expires = Instant.now().plus(IDLE_LIFETIME);
        return transactions.in(tenant, () -> {
            sessions.add(id, tenant.organizationId(), accountId, expires, origin.device(), origin.address(), signedOn);
            SessionRepository.Row row = sessions.findPresented(id).orElseThrow();
            audit.record(
                    tenant,
                    Actor.entering(accountId, id),
                    Change.of(accountId, null)
                            .field("device", null, origin.device())
                            .field("single_sign_on", null, signedOn ? "true" : null));
            return new Recognised(caller(row), Optional.of(token(id)), expires, row.factorMissing());
        });
    }

    /// Whether a password lets this person into the organization.
    public boolean admitsPassword(Tenant tenant, String accountId) {
        return transactions.in(tenant, () -> doors.closed(tenant.organizationId(), accountId)) == 0;
    }

    void requirePasswordDoor(Tenant tenant, String accountId) {
        if (!admitsPassword(tenant, accountId)) {
            throw Refusal.singleSignOnRequired();
        }
    }

    /// Whether the session was begun by its organization's identity provider.
    public boolean isSignedOn(Caller caller) {
        return transactions.in(
                        caller.tenant(), () -> sessions.signedOn(caller.tenant().organizationId(), caller.credential()))
                > 0;
    }

    /// Ends the sessions here that began by a password, in the caller's transaction.
    ///
    /// @param kept whose stay
    public void endThoseByPassword(Tenant tenant, String kept) {
        sessions.removeThoseByPassword(tenant.organizationId(), kept);
    }

    /// Ends the sessions that the identity provider began, in the caller's transaction.
    public void endSignedOn(Tenant tenant) {
        sessions.removeSignedOn(tenant.organizationId());
    }

    /// Who the cookie's token stands for; nobody when it is not ours or its session has ended.
    Optional<Recognised> recognise(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(new MACVerifier(key.bytes()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String sessionId = Objects.requireNonNull(claims.getStringClaim("sid"));
            return claims.getExpirationTime().toInstant().isAfter(Instant.now()) ? find(sessionId) : renew(sessionId);
        } catch (ParseException | JOSEException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private Optional<Recognised> find(String sessionId) {
        Optional<SessionRepository.Row> found =
                transactions.presenting(sessionId, () -> sessions.findPresented(sessionId));
        found.filter(row -> row.lastSeenAt().isBefore(Instant.now().minus(SEEN_WITHIN)))
                .ifPresent(this::seen);
        return found.map(row -> new Recognised(caller(row), Optional.empty(), row.expiresAt(), row.factorMissing()));
    }

    private void seen(SessionRepository.Row row) {
        transactions.in(new Tenant(row.organizationId()), () -> {
            sessions.seen(row.organizationId(), row.id());
            return true;
        });
    }

    /// A new token, and another fourteen days, for a session that has not ended.
    Optional<Recognised> renew(String sessionId) {
        Instant expires = Instant.now().plus(IDLE_LIFETIME);
        return find(sessionId).map(found -> {
            Tenant tenant = found.caller().tenant();
            transactions.in(tenant, () -> {
                sessions.prolong(tenant.organizationId(), sessionId, expires);
                return true;
            });
            return new Recognised(found.caller(), Optional.of(token(sessionId)), expires, found.factorMissing());
        });
    }

    public void end(Caller caller) {
        transactions.in(caller.tenant(), () -> {
            sessions.remove(caller.tenant().organizationId(), caller.credential());
            audit.record(
                    caller.tenant(), Change.of(caller.principal(), null).field("session", caller.credential(), null));
            return true;
        });
    }

    /// Ends the caller's session and begins another of its kind, after something about its person has
    /// changed.
    public Recognised anew(Caller caller, Origin origin) {
        boolean signedOn = isSignedOn(caller);
        end(caller);
        return begin(caller.tenant(), caller.principal(), origin, signedOn);
    }

    /// Ends one session of a person.
    ///
    /// @return false when there is none of that id
    boolean end(Caller caller, String sessionId) {
        return ownWithin(caller, () -> {
            boolean ended = sessions.removeOwn(caller.principal(), sessionId) == 1;
            if (ended) {
                audit.record(
                        caller.tenant(), Change.of(caller.principal(), null).field("session", sessionId, null));
            }
            return ended;
        });
    }

    /// Looks anew, in the caller's transaction, whose sessions lack a second factor that is required.
    public void askForFactors(Tenant tenant) {
        sessions.askForFactors(tenant.organizationId());
    }

    /// Ends all sessions of the caller but this one.
    public void endOthers(Caller caller) {
        ownWithin(caller, () -> {
            sessions.removeOthers(caller.principal(), caller.credential());
            audit.record(caller.tenant(), Change.of(caller.principal(), null));
            return true;
        });
    }

    /// A transaction that sees the caller's sessions: all of them, or those here, when the identity
    /// provider of this organization is all that answers for the caller.
    <T> T ownWithin(Caller caller, Supplier<T> work) {
        return isSignedOn(caller)
                ? transactions.in(caller.tenant(), work)
                : transactions.presenting(caller.principal(), work);
    }

    /// Ends all sessions of a person, in whatever organization.
    public void endAllOf(String accountId) {
        transactions.presenting(accountId, () -> {
            sessions.removeOthers(accountId, "");
            return true;
        });
    }

    /// Ends a person's sessions in an organization, in the caller's transaction.
    public void endAllOf(Tenant tenant, String accountId) {
        sessions.removeAllHere(tenant.organizationId(), accountId);
    }

    String csrfToken(Caller caller) {
        return key.csrfToken(caller.credential());
    }

    boolean isCsrfToken(Caller caller, String presented) {
        return MessageDigest.isEqual(
                csrfToken(caller).getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static Caller caller(SessionRepository.Row row) {
        return new Caller(
                new Tenant(row.organizationId()),
                row.accountId(),
                Grant.list(row.grants()),
                Caller.Kind.SESSION,
                row.id(),
                null,
                row.accountId());
    }

    private String token(String sessionId) {
        Instant now = Instant.now();
        return tokens.generateToken(Map.of(
                        "iss",
                        "naru",
                        "sid",
                        sessionId,
                        "iat",
                        now.getEpochSecond(),
                        "exp",
                        now.plus(TOKEN_LIFETIME).getEpochSecond()))
                .orElseThrow();
    }
}
