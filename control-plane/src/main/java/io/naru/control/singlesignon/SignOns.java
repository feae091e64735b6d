package io.naru.control.singlesignon;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.identityprovider.Identity;
import io.naru.control.identityprovider.ProviderFailure;
import io.naru.control.identityprovider.Providers;
import io.naru.control.identityprovider.SignInRequest;
import io.naru.control.login.Origin;
import io.naru.control.login.Sessions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The way to an identity provider and back. The browser that sets out takes the PKCE verifier along in a
/// cookie: who comes back without it is not who set out, whatever state and code they bring.
@Singleton
public class SignOns {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /// Somebody set out.
    ///
    /// @param address where the browser goes
    /// @param verifier for its cookie
    record Begun(String address, String verifier) {}

    /// Somebody is in.
    record Finished(Sessions.Recognised session, String returnTo) {}

    /// What the browser brought back.
    record Return(
            String state,
            @Nullable String code,
            @Nullable String issuer,
            boolean denied,
            @Nullable String verifier) {}

    private final SingleSignOns settings;
    private final AttemptRepository attempts;
    private final Providers providers;
    private final Newcomers newcomers;
    private final Sessions sessions;
    private final TenantTransactions transactions;

    SignOns(
            SingleSignOns settings,
            AttemptRepository attempts,
            Providers providers,
            Newcomers newcomers,
            Sessions sessions,
            TenantTransactions transactions) {
        this.settings = settings;
        this.attempts = attempts;
        this.providers = providers;
        this.newcomers = newcomers;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /// @param returnTo path of the console
    Begun begin(Tenant tenant, String returnTo) throws SignOnRefused {
        SingleSignOn set = setting(tenant);
        CodeVerifier verifier = new CodeVerifier();
        SignInRequest request = new SignInRequest(
                settings.redirectUrl(), new State().getValue(), new Nonce().getValue(), verifier.getValue());
        String address;
        try {
            address = providers.address(settings.client(set), request);
        } catch (ProviderFailure e) {
            throw new SignOnRefused(SignOnProblem.of(e), tenant, "", e.sentence());
        }
        transactions.in(tenant, () -> {
            attempts.add(
                    request.state(), tenant.organizationId(), request.nonce(), challenge(verifier), returnTo, (double)
                            LIFETIME.toSeconds());
            return true;
        });
        return new Begun(address, verifier.getValue());
    }

    private SingleSignOn setting(Tenant tenant) throws SignOnRefused {
        return settings.of(tenant).settings().orElseThrow(() -> SignOnRefused.of(SignOnProblem.NO_SINGLE_SIGN_ON));
    }

    Finished finish(Return back, Origin origin) throws SignOnRefused {
        Attempt attempt = take(back);
        Tenant tenant = new Tenant(attempt.organizationId());
        String code = back.code();
        if (back.denied()) {
            throw refused(SignOnProblem.CANCELLED, tenant);
        }
        if (code == null) {
            throw refused(SignOnProblem.PROVIDER_REFUSED, tenant);
        }
        SingleSignOn set = setting(tenant);
        SignInRequest request = new SignInRequest(
                settings.redirectUrl(), attempt.state(), attempt.nonce(), String.valueOf(back.verifier()));
        Identity identity;
        try {
            identity = providers.redeem(settings.client(set), request, code, back.issuer());
        } catch (ProviderFailure e) {
            throw new SignOnRefused(SignOnProblem.of(e), tenant, "", e.sentence());
        }
        String person = newcomers.personOf(tenant, set, identity);
        return new Finished(sessions.beginSignedOn(tenant, person, origin), attempt.returnTo());
    }

    /// Ends the attempt, also when it is another browser that comes back: then its state has become known.
    private Attempt take(Return back) throws SignOnRefused {
        Attempt attempt = transactions.presenting(back.state(), () -> attempts.takePresented(back.state())).stream()
                .findFirst()
                .orElseThrow(() -> SignOnRefused.of(SignOnProblem.SIGN_IN_EXPIRED));
        if (!isOf(attempt, back.verifier())) {
            throw refused(SignOnProblem.SIGN_IN_EXPIRED, new Tenant(attempt.organizationId()));
        }
        return attempt;
    }

    private static boolean isOf(Attempt attempt, @Nullable String verifier) {
        if (verifier == null) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    challenge(new CodeVerifier(verifier)).getBytes(StandardCharsets.US_ASCII),
                    attempt.challenge().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notAVerifier) {
            return false;
        }
    }

    private static String challenge(CodeVerifier verifier) {
        return CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    }

    private static SignOnRefused refused(SignOnProblem problem, Tenant tenant) {
        return new SignOnRefused(problem, tenant, "", problem.sentence());
    }
}
