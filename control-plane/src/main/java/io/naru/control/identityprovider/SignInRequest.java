package io.naru.control.identityprovider;

/// What ties the way out to an identity provider to the way back.
///
/// @param redirectUrl where the browser comes back
/// @param state names the attempt
/// @param nonce comes back inside the ID token
/// @param verifier of PKCE (RFC 7636, S256), which proves to the provider who redeems the code
public record SignInRequest(String redirectUrl, String state, String nonce, String verifier) {
    /// Without what proves anything.
    @Override
    public String toString() {
        return "SignInRequest";
    }
}
