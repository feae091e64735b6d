package io.naru.control.singlesignon;

import io.naru.control.identityprovider.ProviderTrust;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Whether a domain is an organization's: whoever can write its DNS records may speak for its addresses.
@Singleton
class DomainProof {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ProviderTrust trust;

    DomainProof(ProviderTrust trust) {
        this.trust = trust;
    }

    /// Whether none is asked for.
    boolean isGiven() {
        return trust == ProviderTrust.OWN;
    }

    /// Whether the record is there now, by the name servers of this machine.
    boolean isFound(Domain domain) {
        try {
            ExtendedResolver servers = new ExtendedResolver();
            servers.setTimeout(PATIENCE);
            servers.setRetries(1);
            Lookup lookup = new Lookup(domain.recordName() + ".", Type.TXT);
            lookup.setResolver(servers);
            lookup.setCache(null);
            Record[] found = lookup.run();
            return found != null && Arrays.stream(found).anyMatch(each -> holds(each, domain));
        } catch (TextParseException e) {
            return false;
        }
    }

    private static boolean holds(Record found, Domain domain) {
        return found instanceof TXTRecord text
                && String.join("", text.getStrings()).strip().equals(domain.recordValue());
    }
}
