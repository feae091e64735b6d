package io.naru.control.http;

import io.micronaut.core.util.StringUtils;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.ProxyHeaderParser;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose word on where a request comes from is taken, and the one header it stands in. Another header of that kind is
/// what a proxy passes on without looking, so it is not read.
public final class TrustedProxies {
    private static final String LIST = "X-Forwarded-For";
    private static final List<String> HEADERS = List.of(LIST, HttpHeaders.FORWARDED);

    private final List<IpSubnetFilterRule> networks;
    private final String header;

    private TrustedProxies(List<IpSubnetFilterRule> networks, String header) {
        this.networks = networks;
        this.header = header;
    }

    public static TrustedProxies none() {
        return new TrustedProxies(List.of(), LIST);
    }

    /// Those that two settings name.
    ///
    /// @param networks addresses and networks such as `10.0.0.0/8, ::1`, separated by commas
    /// @param header `X-Forwarded-For` or `Forwarded` (RFC 7239), however written
    /// @throws IllegalArgumentException with a sentence that goes on after the setting's name
    public static TrustedProxies of(String networks, String header) {
        String named = HEADERS.stream()
                .filter(header::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "names the header " + header + "; it must be X-Forwarded-For or Forwarded."));
        return new TrustedProxies(
                Arrays.stream(networks.split(","))
                        .map(String::strip)
                        .filter(StringUtils::isNotEmpty)
                        .map(TrustedProxies::network)
                        .toList(),
                named);
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        InetAddress base = NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        if (base == null || !bits.matches(slash < 0 ? "" : "[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "holds " + text + "; it must be addresses or networks such as 10.0.0.0/8.");
        }
        int longest = base.getAddress().length * Byte.SIZE;
        int length = slash < 0 ? longest : Integer.parseInt(bits);
        if (length > longest) {
            throw new IllegalArgumentException(
                    "holds " + text + "; a network of that kind has at most " + longest + " bits.");
        }
        return new IpSubnetFilterRule(base, length, IpFilterRuleType.ACCEPT);
    }

    /// The nearest address that no trusted proxy has. Each proxy adds at the right whom it was called by, so the list
    /// is
    /// read from there: what stands left of an address that is not trusted is only that caller's word.
    InetAddress callerOf(HttpRequest<?> request) {
        InetAddress nearest = request.getRemoteAddress().getAddress();
        List<String> hops = hops(request.getHeaders());
        for (int i = hops.size() - 1; i >= 0 && isTrusted(nearest); i--) {
            Optional<InetAddress> told = address(hops.get(i));
            if (told.isEmpty()) {
                return nearest;
            }
            nearest = told.get();
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(socket));
    }

    /// A proxy may add to the line that there is or add a line; both read as one list (RFC 9110, 5.3).
    private List<String> hops(HttpHeaders headers) {
        List<String> hops = new ArrayList<>();
        for (String line : headers.getAll(header)) {
            hops.addAll(Arrays.asList(line.split(",", -1)));
        }
        return hops;
    }

    private Optional<InetAddress> address(String hop) {
        if (header.equals(LIST)) {
            return Optional.ofNullable(withoutPort(hop.strip()));
        }
        List<String> told = new ProxyHeaderParser(HttpRequest.GET("/").header(header, hop.strip())).getFor();
        return told.size() == 1 ? Optional.ofNullable(withoutPort(told.getFirst())) : Optional.empty();
    }

    private static @Nullable InetAddress withoutPort(String text) {
        String node = text.toLowerCase(Locale.ROOT);
        InetAddress whole = NetUtil.createInetAddressFromIpAddressString(node);
        int colon = node.lastIndexOf(':');
        return whole != null || colon < 0
                ? whole
                : NetUtil.createInetAddressFromIpAddressString(node.substring(0, colon));
    }
}
