package io.naru.control.singlesignon;

import io.naru.control.identityprovider.ProviderFailure;
import java.util.Locale;

/// Why somebody did not get in. The login page has a sentence for each; the log of the organization has
/// this one.
enum SignOnProblem {
    NO_SINGLE_SIGN_ON("No organization signs in that way."),
    SIGN_IN_EXPIRED("This way back belongs to no sign-in of this browser that is under way."),
    PROVIDER_UNREACHABLE("The identity provider does not answer."),
    PROVIDER_REFUSED("The identity provider refused."),
    CANCELLED("The identity provider says that access was denied."),
    TOKEN_INVALID("What the identity provider says does not hold."),
    EMAIL_UNVERIFIED("The identity provider does not say that the e-mail address is verified."),
    DOMAIN_NOT_ALLOWED("The e-mail address is in no proven domain of the organization."),
    NOT_A_MEMBER("There is an account with this address that is not in the organization."),
    LINKED_TO_ANOTHER("The account with this address belongs to another person at the identity provider."),
    TOO_MANY("Too many sign-ins from one address."),
    UNAVAILABLE("The control plane could not finish the sign-in.");

    private final String sentence;

    SignOnProblem(String sentence) {
        this.sentence = sentence;
    }

    static SignOnProblem of(ProviderFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE -> PROVIDER_UNREACHABLE;
            case REFUSED -> PROVIDER_REFUSED;
            case INVALID -> TOKEN_INVALID;
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sentence() {
        return sentence;
    }
}
