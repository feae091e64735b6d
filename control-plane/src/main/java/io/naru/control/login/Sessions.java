package io.naru.control.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.generator.JwtTokenGenerator;
import io.naru.control.access.Caller;
import io.naru.control.access.Role;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Sessions of people. The cookie holds a token that is believed for five minutes; after that the session's row in
/// Postgres decides and a
/// new token is given. So ending a session holds everywhere within five minutes, and most requests need no look-up.
@Singleton
public class Sessions {
    static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
    static final Duration IDLE_LIFETIME = Duration.ofDays(14);
    private static final int ID_LENGTH = 32;

    /// A session found alive.
    ///
    /// @param token to be set as the cookie when present
    public record Recognised(Caller caller, Optional<String> token, Instant expiresAt) {}

    private final SessionRepository sessions;
    private final Organizations organizations;
    private final TenantTransactions transactions;
    private final JwtTokenGenerator tokens;
    private final SessionKey key;

    Sessions(
            SessionRepository sessions,
            Organizations organizations,
            TenantTransactions transactions,
            JwtTokenGenerator tokens,
            SessionKey key) {
        this.sessions = sessions;
        this.organizations = organizations;
        this.transactions = transactions;
        this.tokens = tokens;
        this.key = key;
    }

    /// Begins a session of an account, in a transaction of its own or the caller's.
    public Recognised begin(Account account) {
        Tenant tenant = new Tenant(account.organizationId());
        String id = Ids.capitals(ID_LENGTH);
        Instant expires = Instant.now().plus(IDLE_LIFETIME);
        transactions.in(tenant, () -> {
            sessions.add(id, tenant.organizationId(), account.id(), expires);
            return true;
        });
        Caller caller = caller(account.organizationId(), account.id(), account.role(), id);
        return new Recognised(caller, Optional.of(token(caller)), expires);
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
            Instant now = Instant.now();
            if (claims.getExpirationTime().toInstant().isAfter(now)) {
                Caller caller = caller(
                        UUID.fromString(Objects.requireNonNull(claims.getStringClaim("org"))),
                        Objects.requireNonNull(claims.getSubject()),
                        Objects.requireNonNull(claims.getStringClaim("role")),
                        sessionId);
                return Optional.of(new Recognised(caller, Optional.empty(), now.plus(IDLE_LIFETIME)));
            }
            return renew(sessionId);
        } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /// A new token, and another fourteen days, for a session that has not ended.
    Optional<Recognised> renew(String sessionId) {
        Optional<SessionRepository.Row> found =
                transactions.presenting(sessionId, () -> sessions.findPresented(sessionId));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Tenant tenant = new Tenant(found.get().organizationId());
        Instant expires = Instant.now().plus(IDLE_LIFETIME);
        return transactions.in(tenant, () -> {
            sessions.prolong(tenant.organizationId(), sessionId, expires);
            return organizations
                    .account(tenant, found.get().accountId())
                    .map(account -> caller(tenant.organizationId(), account.id(), account.role(), sessionId))
                    .map(caller -> new Recognised(caller, Optional.of(token(caller)), expires));
        });
    }

    void end(Caller caller) {
        transactions.in(caller.tenant(), () -> {
            sessions.remove(caller.tenant().organizationId(), caller.credential());
            return true;
        });
    }

    String csrfToken(Caller caller) {
        return key.csrfToken(caller.credential());
    }

    boolean isCsrfToken(Caller caller, String presented) {
        return MessageDigest.isEqual(
                csrfToken(caller).getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static Caller caller(UUID organizationId, String accountId, String role, String sessionId) {
        return new Caller(
                new Tenant(organizationId),
                accountId,
                Role.of(role).orElse(null),
                Caller.Kind.SESSION,
                sessionId,
                null);
    }

    private String token(Caller caller) {
        Instant now = Instant.now();
        Role role = caller.role();
        return tokens.generateToken(Map.of(
                        "iss", "naru",
                        "sub", caller.principal(),
                        "org", caller.tenant().organizationId().toString(),
                        "role", role == null ? "" : role.wire(),
                        "sid", caller.credential(),
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(TOKEN_LIFETIME).getEpochSecond()))
                .orElseThrow();
    }
}
