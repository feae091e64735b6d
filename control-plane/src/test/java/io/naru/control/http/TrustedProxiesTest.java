package io.naru.control.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.MutableHttpRequest;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies LISTED =
            TrustedProxies.of("127.0.0.1, 10.0.0.0/8, fd00::/8", "x-forwarded-for");
    private static final TrustedProxies STANDARD = TrustedProxies.of("127.0.0.1,10.0.0.0/8,fd00::/8", "Forwarded");

    @Test
    void whoTrustsNobodyHearsOfNoOtherAddressThanTheConnections() {
        MutableHttpRequest<?> request =
                HttpRequest.GET("/").header("X-Forwarded-For", "192.0.2.1").header("Forwarded", "for=192.0.2.1");

        assertEquals("127.0.0.1", callerOf(TrustedProxies.none(), "127.0.0.1", request));
    }

    @Test
    void aCallerThatIsNoProxyChangesNothingByWhatItSays() {
        assertEquals("198.51.100.7", listed("198.51.100.7", "192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1                             | 192.0.2.1
            192.0.2.1, 10.1.2.3                   | 192.0.2.1
            203.0.113.9, 192.0.2.1, 10.1.2.3      | 192.0.2.1
            127.0.0.1, 192.0.2.1                  | 192.0.2.1
            10.1.2.3                              | 10.1.2.3
            192.0.2.1:4711                        | 192.0.2.1
            [2001:db8::1]:4711                    | 2001:db8:0:0:0:0:0:1
            2001:db8::1, fd00::2                  | 2001:db8:0:0:0:0:0:1
            ::ffff:192.0.2.1                      | 192.0.2.1
            192.0.2.1, unknown                    | 127.0.0.1
            192.0.2.1, unknown, 10.1.2.3          | 10.1.2.3
            192.0.2.1,                            | 127.0.0.1
            """)
    void theListIsReadFromTheRightUpToTheFirstWhoIsNotTrusted(String list, String caller) {
        assertEquals(caller, listed("127.0.0.1", list));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            for=192.0.2.1                                     | 192.0.2.1
            For="[2001:db8::1]:4711";proto=https              | 2001:db8:0:0:0:0:0:1
            for=203.0.113.9, for=192.0.2.1;by=10.0.0.1, for=10.1.2.3 | 192.0.2.1
            for="203.0.113.9, for=192.0.2.1                   | 192.0.2.1
            for=203.0.113.9, proto=https                      | 127.0.0.1
            for=203.0.113.9, for=_hidden                      | 127.0.0.1
            """)
    void theStandardsHeaderIsReadInTheSameWay(String forwarded, String caller) {
        assertEquals(
                caller, callerOf(STANDARD, "127.0.0.1", HttpRequest.GET("/").header("Forwarded", forwarded)));
    }

    @Test
    void onlyTheHeaderThatTheProxyWritesIsRead() {
        MutableHttpRequest<?> request = HttpRequest.GET("/").header("Forwarded", "for=192.0.2.1");

        assertEquals("127.0.0.1", callerOf(LISTED, "127.0.0.1", request));
    }

    @Test
    void aLineThatAProxyAddsStandsRightOfWhatTheCallerSent() {
        MutableHttpRequest<?> request =
                HttpRequest.GET("/").header("X-Forwarded-For", "203.0.113.9").header("X-Forwarded-For", "192.0.2.1");

        assertEquals("192.0.2.1", callerOf(LISTED, "127.0.0.1", request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::1/129"})
    void whatIsNoAddressOrNetworkIsRefusedByName(String wrong) {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of("::1," + wrong, "Forwarded"));

        assertTrue(refusal.getMessage().startsWith("holds " + wrong + "; "), refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of("::1", "X-Real-IP"));
    }

    private static String listed(String connection, String list) {
        return callerOf(LISTED, connection, HttpRequest.GET("/").header("X-Forwarded-For", list));
    }

    private static String callerOf(TrustedProxies proxies, String connection, HttpRequest<?> request) {
        return proxies.callerOf(new Arrived<>(request, connection)).getHostAddress();
    }

    private static final class Arrived<B> extends HttpRequestWrapper<B> {
        private final InetSocketAddress from;

        Arrived(HttpRequest<B> request, String address) {
            super(request);
            this.from = new InetSocketAddress(address, 4711);
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            return from;
        }
    }
}
