package io.naru.broker.network;

import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.PeerInfo;
import io.naru.broker.tenancy.Principal;
import java.util.function.Consumer;

/// Knows `key`/`secret` of lkc-a and the token `token` of lkc-b; `down` cannot be decided. Answers at once
/// unless a test holds the answer back.
final class KnownKeys implements Authentication {
    static final Principal KEY_OWNER = new Principal("lkc-a", "sa-1", "key");
    static final Principal TOKEN_OWNER = new Principal("lkc-b", "u-1", "jti");
    volatile int asked;
    volatile long sessionLifetimeMs;
    boolean holdsBack;
    Runnable heldBack = () -> {};

    @Override
    public void plain(String user, String secret, PeerInfo peer, Consumer<AuthenticationResult> then) {
        asked++;
        AuthenticationResult result = user.equals("down")
                ? new AuthenticationResult.Unavailable()
                : user.equals("other") && secret.equals("secret")
                        ? new AuthenticationResult.Accepted(new Principal("lkc-a", "sa-2", "other"), sessionLifetimeMs)
                        : user.equals("key") && secret.equals("secret")
                                ? new AuthenticationResult.Accepted(KEY_OWNER, sessionLifetimeMs)
                                : new AuthenticationResult.Refused(
                                        "Authentication failed: unknown key or wrong secret");
        if (holdsBack) {
            heldBack = () -> then.accept(result);
        } else {
            then.accept(result);
        }
    }

    @Override
    public void oauthBearer(String token, PeerInfo peer, Consumer<AuthenticationResult> then) {
        then.accept(
                token.equals("token")
                        ? new AuthenticationResult.Accepted(TOKEN_OWNER, sessionLifetimeMs)
                        : new AuthenticationResult.Refused("Authentication failed: the token is not valid"));
    }
}
