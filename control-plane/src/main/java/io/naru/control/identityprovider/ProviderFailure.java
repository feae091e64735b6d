package io.naru.control.identityprovider;

/// An identity provider did not do what it is there for. The message is a sentence for an administrator and
/// holds nothing that the provider wrote.
public final class ProviderFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /// It does not answer, or not as an OpenID provider.
        UNREACHABLE,
        /// It does not take the client, or the code.
        REFUSED,
        /// What it says of who signed in does not hold.
        INVALID
    }

    private final Kind kind;

    ProviderFailure(Kind kind, String sentence) {
        super(sentence, null, false, false);
        this.kind = kind;
    }

    static ProviderFailure unreachable(String sentence) {
        return new ProviderFailure(Kind.UNREACHABLE, sentence);
    }

    static ProviderFailure invalid(String sentence) {
        return new ProviderFailure(Kind.INVALID, sentence);
    }

    public Kind kind() {
        return kind;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
