package io.naru.control.identityprovider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLSocketFactory;

/// TLS to public addresses only. The address is looked at when it is connected to, so a name that resolves
/// to another one the second time gains nothing.
final class GuardedSockets extends SSLSocketFactory {
    /// Somebody named an address that is not for them.
    static final class PrivateAddress extends IOException {
        private static final long serialVersionUID = 1L;

        PrivateAddress(String host) {
            super(host);
        }
    }

    private static final class GuardedSocket extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress named
                    && named.getAddress() != null
                    && !PublicAddress.is(named.getAddress())) {
                throw new PrivateAddress(named.getHostString());
            }
            super.connect(endpoint, timeout);
        }
    }

    private final SSLSocketFactory tls;

    GuardedSockets(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /// Not connected yet. TLS is put around it afterwards, by the next method.
    @Override
    public Socket createSocket() {
        return new GuardedSocket();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean closesBoth) throws IOException {
        return tls.createSocket(connected, host, port, closesBoth);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress endpoint) throws IOException {
        Socket plain = createSocket();
        plain.connect(endpoint, ProviderHttp.CONNECT_MS);
        return tls.createSocket(plain, endpoint.getHostString(), endpoint.getPort(), true);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
