package io.naru.control.identityprovider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {
    @Test
    void addressesOfThisNetworkAreNotPublic() throws IOException {
        for (String address : List.of(
                "127.0.0.1",
                "127.8.8.8",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001::1",
                "2001:db8::1",
                "ff02::1")) {
            assertFalse(PublicAddress.is(InetAddress.getByName(address)), address);
        }
        for (String address : List.of("8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00::1")) {
            assertTrue(PublicAddress.is(InetAddress.getByName(address)), address);
        }
    }

    @Test
    void ofStrangersNothingIsCalledHere() throws IOException {
        ProviderHttp http = new ProviderHttp(ProviderTrust.STRANGERS);
        try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String host : List.of("localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1")) {
                IOException refused = assertThrows(
                        IOException.class,
                        () -> http.retrieveResource(URI.create("https://" + host + ":" + here.getLocalPort() + "/")
                                .toURL()),
                        host);
                assertTrue(
                        refused instanceof GuardedSockets.PrivateAddress
                                || refused instanceof java.net.UnknownHostException
                                || refused instanceof java.net.MalformedURLException,
                        host + " " + refused);
            }
            here.setSoTimeout(1);
            assertThrows(java.net.SocketTimeoutException.class, here::accept);
        }
        assertFalse(http.allows(URI.create("http://8.8.8.8/")));
        assertFalse(http.allows(URI.create("https://a:b@8.8.8.8/")));
        assertFalse(http.allows(URI.create("file:///etc/passwd")));
        assertTrue(http.allows(URI.create("https://8.8.8.8/")));
    }

    @Test
    void anIssuerOnAPrivateAddressIsToldToItsAdministrator() {
        Descriptions descriptions = new Descriptions(new ProviderHttp(ProviderTrust.STRANGERS));

        ProviderFailure failure =
                assertThrows(ProviderFailure.class, () -> descriptions.of("https://169.254.169.254/latest"));

        assertEquals("The issuer is at a private address. It must be reachable at a public one.", failure.sentence());
    }

    @Test
    void redirectsAreNotFollowedAndAnswersAreBounded() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 1_000; i++) {
                    body.write(new byte[1024]);
                }
            }
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/large");
            exchange.sendResponseHeaders(302, -1);
        });
        server.start();
        try {
            ProviderHttp http = new ProviderHttp(ProviderTrust.OWN);
            String base = "http://127.0.0.1:" + server.getAddress().getPort();

            assertTrue(String.valueOf(assertThrows(
                                    IOException.class,
                                    () -> http.retrieveResource(
                                            URI.create(base + "/large").toURL()))
                            .getMessage())
                    .startsWith("more than"));
            assertEquals(
                    "status 302",
                    assertThrows(
                                    IOException.class,
                                    () -> http.retrieveResource(
                                            URI.create(base + "/moved").toURL()))
                            .getMessage());
        } finally {
            server.stop(0);
        }
    }
}
