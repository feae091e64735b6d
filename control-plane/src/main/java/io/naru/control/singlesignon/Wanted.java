package io.naru.control.singlesignon;

import io.naru.control.access.Caller;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an administrator writes.
///
/// @param clientSecret null to keep the one that is there
/// @param passwordMember null for the one that is there, else for who asks
record Wanted(
        String issuer,
        String clientId,
        @Nullable String clientSecret,
        List<String> domains,
        boolean required,
        @Nullable String defaultRole,
        @Nullable String passwordMember) {
    /// Roles that let nobody manage people or keys: what comes in by a provider's word alone.
    private static final List<String> ROLES =
            List.of("DeveloperManage", "DeveloperWrite", "DeveloperRead", "MetricsViewer");

    private static final int MOST_DOMAINS = 20;
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    static Wanted of(JsonInput input) {
        List<String> domains = input.texts("domains", MOST_DOMAINS, 253).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (domains.isEmpty()) {
            throw Refusal.field(input.pointer("domains"), "domains must name at least one domain of your addresses.");
        }
        for (String domain : domains) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw Refusal.field(
                        input.pointer("domains"),
                        domain + " is no domain; write what stands behind the @, such as acme.example.");
            }
        }
        return new Wanted(
                input.text("issuer", 8, 255).strip(),
                input.text("client_id", 1, 255).strip(),
                input.optionalText("client_secret", 1, 1000).orElse(null),
                domains,
                input.optionalFlag("required").orElse(false),
                input.optionalOneOf("default_role", ROLES).orElse(null),
                input.optionalText("password_member", 1, 64).orElse(null));
    }

    /// Who may always log in with a password.
    String passwordMember(Caller caller, Optional<SingleSignOn> now) {
        return passwordMember == null
                ? now.map(SingleSignOn::passwordMember).orElse(caller.principal())
                : passwordMember;
    }
}
