package io.naru.control.identityprovider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Calls to identity providers, at addresses that organizations give: bounded in size and time, without
/// redirects, and, where strangers give them, by TLS and to public addresses only.
@Singleton
class ProviderHttp implements ResourceRetriever, HTTPRequestSender {
    static final int CONNECT_MS = 3_000;
    private static final int READ_MS = 5_000;
    private static final long WHOLE_MS = 10_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final int OK = 200;

    private final ProviderTrust trust;
    private final GuardedSockets guarded = new GuardedSockets((SSLSocketFactory) SSLSocketFactory.getDefault());

    ProviderHttp(ProviderTrust trust) {
        this.trust = trust;
    }

    /// Whether an address may be called, or a browser be sent to it, as far as its form tells.
    boolean allows(@Nullable URI address) {
        if (address == null || address.getHost() == null || address.getUserInfo() != null) {
            return false;
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("https") || (scheme.equals("http") && trust == ProviderTrust.OWN);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HTTPResponse response = exchange(open(url));
        if (response.getStatusCode() != OK) {
            throw new IOException("status " + response.getStatusCode());
        }
        return new Resource(
                String.valueOf(response.getBody()), String.valueOf(response.getHeaderValue("Content-Type")));
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpURLConnection connection = open(request.getURL());
        request.getHeaderMap()
                .forEach((name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
        if (request.getMethod() == HTTPRequest.Method.POST) {
            byte[] body = String.valueOf(request.getBody()).getBytes(StandardCharsets.UTF_8);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            // A code is good once: without a fixed length the JDK might send it again by itself.
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
        }
        return exchange(connection);
    }

    private HttpURLConnection open(URL url) throws IOException {
        if (!allows(URI.create(url.toString()))) {
            throw new MalformedURLException("not an address that is called");
        }
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MS);
        connection.setReadTimeout(READ_MS);
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Accept", "application/json");
        if (connection instanceof HttpsURLConnection secure && trust == ProviderTrust.STRANGERS) {
            secure.setSSLSocketFactory(guarded);
        }
        return connection;
    }

    private static HTTPResponse exchange(HttpURLConnection connection) throws IOException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WHOLE_MS);
        try {
            HTTPResponse response = new HTTPResponse(connection.getResponseCode());
            String type = connection.getContentType();
            if (type != null) {
                response.setHeader("Content-Type", type);
            }
            InputStream body =
                    response.getStatusCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
            response.setBody(body == null ? "" : read(body, until));
            return response;
        } finally {
            connection.disconnect();
        }
    }

    /// All of it, or a failure: a server that says one byte every four seconds holds no thread for long.
    private static String read(InputStream body, long until) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] part = new byte[8 * 1024];
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
            read.write(part, 0, length);
            if (read.size() > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            if (System.nanoTime() > until) {
                throw new IOException("more than " + WHOLE_MS + " ms");
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
