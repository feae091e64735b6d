package io.naru.control.identityprovider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends people to identity providers and reads who came back.
@Singleton
public class Providers {
    /// Signatures by a provider's own key. None by a secret that both sides have, and never no signature.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Scope SCOPE = new Scope("openid", "email", "profile");
    private static final String EMAIL_VERIFIED = "email_verified";
    private static final int UNAUTHORIZED = 401;

    private final Descriptions descriptions;
    private final ProviderHttp http;

    Providers(Descriptions descriptions, ProviderHttp http) {
        this.descriptions = descriptions;
        this.http = http;
    }

    /// Asks whether there is an OpenID provider of this name.
    public void requireProvider(String issuer) throws ProviderFailure {
        descriptions.read(issuer);
    }

    /// Where the browser goes to sign in.
    public String address(ProviderClient client, SignInRequest request) throws ProviderFailure {
        OIDCProviderMetadata metadata = descriptions.of(client.issuer()).metadata();
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, SCOPE, new ClientID(client.clientId()), URI.create(request.redirectUrl()))
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(new State(request.state()))
                .nonce(new Nonce(request.nonce()))
                .codeChallenge(new CodeVerifier(request.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI()
                .toString();
    }

    /// Who signed in, for the code that the browser brought back.
    ///
    /// @param saidIssuer what came back beside the code (RFC 9207); null when nothing did
    public Identity redeem(ProviderClient client, SignInRequest request, String code, @Nullable String saidIssuer)
            throws ProviderFailure {
        Descriptions.Description provider = descriptions.of(client.issuer());
        boolean saysIssuer = provider.metadata().supportsAuthorizationResponseIssuerParam();
        if (saidIssuer == null ? saysIssuer : !saidIssuer.equals(client.issuer())) {
            throw ProviderFailure.invalid("The browser came back from another provider than it was sent to.");
        }
        OIDCTokens tokens = tokens(client, provider.metadata(), request.redirectUrl(), code, request.verifier());
        IDTokenClaimsSet claims = validated(client, provider, tokens, request.nonce());
        return identity(client, provider.metadata(), claims, tokens.getAccessToken());
    }

    private OIDCTokens tokens(
            ProviderClient client, OIDCProviderMetadata metadata, String redirectUrl, String code, String verifier)
            throws ProviderFailure {
        HTTPResponse response = askForTokens(client, metadata, redirectUrl, code, verifier);
        if (!response.indicatesSuccess()) {
            throw new ProviderFailure(
                    ProviderFailure.Kind.REFUSED,
                    isClientWrong(response)
                            ? "The provider does not take the client id and secret."
                            : "The provider did not take the code that the browser brought back.");
        }
        try {
            return OIDCTokenResponse.parse(response).getOIDCTokens();
        } catch (ParseException | RuntimeException e) {
            throw ProviderFailure.invalid("The provider answered without an ID token.");
        }
    }

    private HTTPResponse askForTokens(
            ProviderClient client, OIDCProviderMetadata metadata, String redirectUrl, String code, String verifier)
            throws ProviderFailure {
        try {
            return new TokenRequest.Builder(
                            metadata.getTokenEndpointURI(),
                            authentication(client, metadata),
                            new AuthorizationCodeGrant(
                                    new AuthorizationCode(code), URI.create(redirectUrl), new CodeVerifier(verifier)))
                    .build()
                    .toHTTPRequest()
                    .send(http);
        } catch (IOException e) {
            throw ProviderFailure.unreachable("The provider does not answer at its address for tokens.");
        }
    }

    private static ClientAuthentication authentication(ProviderClient client, OIDCProviderMetadata metadata)
            throws ProviderFailure {
        ClientID id = new ClientID(client.clientId());
        Secret secret = new Secret(client.clientSecret());
        List<ClientAuthenticationMethod> taken = metadata.getTokenEndpointAuthMethods();
        if (taken == null || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)) {
            return new ClientSecretBasic(id, secret);
        }
        if (taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)) {
            return new ClientSecretPost(id, secret);
        }
        throw new ProviderFailure(
                ProviderFailure.Kind.REFUSED,
                "The provider takes a client's secret neither by client_secret_basic nor by client_secret_post.");
    }

    private static boolean isClientWrong(HTTPResponse response) {
        return response.getStatusCode() == UNAUTHORIZED
                || String.valueOf(response.getBody()).contains("invalid_client")
                || String.valueOf(response.getBody()).contains("unauthorized_client");
    }

    /// Checks issuer, audience, authorized party, signature, times and nonce.
    private static IDTokenClaimsSet validated(
            ProviderClient client, Descriptions.Description provider, OIDCTokens tokens, String nonce)
            throws ProviderFailure {
        try {
            IDTokenClaimsSet claims = new IDTokenValidator(
                            new Issuer(client.issuer()),
                            new ClientID(client.clientId()),
                            new JWSVerificationKeySelector<>(ALGORITHMS, provider.keys()),
                            null)
                    .validate(tokens.getIDToken(), new Nonce(nonce));
            if (isFor(client, claims)) {
                return claims;
            }
        } catch (BadJOSEException | JOSEException | RuntimeException e) {
            throw doesNotHold();
        }
        throw doesNotHold();
    }

    /// A token for several clients says which of them asked for it; the library leaves that to its caller.
    private static boolean isFor(ProviderClient client, IDTokenClaimsSet claims) {
        AuthorizedParty party = claims.getAuthorizedParty();
        return party == null
                ? claims.getAudience().size() == 1
                : party.getValue().equals(client.clientId());
    }

    private static ProviderFailure doesNotHold() {
        return ProviderFailure.invalid("The ID token does not hold: its issuer, audience, signature, times or nonce are"
                + " not those of this sign-in.");
    }

    /// Many providers tell address and name at their userinfo endpoint only.
    private Identity identity(
            ProviderClient client, OIDCProviderMetadata metadata, IDTokenClaimsSet claims, AccessToken access)
            throws ProviderFailure {
        boolean told = claims.getStringClaim("email") != null && claims.getBooleanClaim(EMAIL_VERIFIED) != null;
        ClaimsSet person = told || !http.allows(metadata.getUserInfoEndpointURI())
                ? claims
                : userInfo(metadata, access, claims.getSubject().getValue());
        return new Identity(
                client.issuer(),
                claims.getSubject().getValue(),
                text(person, "email"),
                Boolean.TRUE.equals(person.getBooleanClaim(EMAIL_VERIFIED)),
                text(person, "name"));
    }

    private UserInfo userInfo(OIDCProviderMetadata metadata, AccessToken access, String subject)
            throws ProviderFailure {
        try {
            UserInfoResponse response =
                    UserInfoResponse.parse(new UserInfoRequest(metadata.getUserInfoEndpointURI(), access)
                            .toHTTPRequest()
                            .send(http));
            UserInfo told =
                    response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
            if (told != null && told.getSubject().getValue().equals(subject)) {
                return told;
            }
        } catch (IOException e) {
            throw ProviderFailure.unreachable("The provider does not answer at its address for claims.");
        } catch (ParseException | RuntimeException e) {
            throw ProviderFailure.invalid("The provider's answer with claims cannot be read.");
        }
        throw ProviderFailure.invalid("The provider told no claims of who signed in.");
    }

    private static String text(ClaimsSet claims, String name) {
        return Optional.ofNullable(claims.getStringClaim(name)).orElse("");
    }

    /// Tries everything that can be tried without a person: the description, the keys, and the client with
    /// a code that cannot be right. What cannot be tried after something failed is left out.
    public List<Finding> examine(ProviderClient client, String redirectUrl) {
        List<Finding> findings = new ArrayList<>();
        String step = "description";
        try {
            Descriptions.Description provider = descriptions.read(client.issuer());
            findings.add(new Finding(step, null));
            step = "keys";
            requireKeys(provider);
            findings.add(new Finding(step, null));
            step = "client";
            HTTPResponse refusal =
                    askForTokens(client, provider.metadata(), redirectUrl, "not-a-code", new CodeVerifier().getValue());
            findings.add(new Finding(
                    step, isClientWrong(refusal) ? "The provider does not take the client id and secret." : null));
        } catch (ProviderFailure e) {
            findings.add(new Finding(step, e.sentence()));
        }
        return findings;
    }

    private static void requireKeys(Descriptions.Description provider) throws ProviderFailure {
        try {
            JWKSelector signing = new JWKSelector(new JWKMatcher.Builder()
                    .publicOnly(false)
                    .keyTypes(com.nimbusds.jose.jwk.KeyType.RSA, com.nimbusds.jose.jwk.KeyType.EC)
                    .build());
            if (provider.keys().get(signing, null).isEmpty()) {
                throw ProviderFailure.unreachable("The provider has no RSA or EC key to sign with.");
            }
        } catch (JOSEException e) {
            throw ProviderFailure.unreachable("The provider's keys cannot be got from the address it gives.");
        }
    }
}
