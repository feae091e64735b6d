package io.naru.control.http;

/// Addresses of this server as its callers know it.
public record PublicUrls(String base) {
    public String at(String path) {
        return base + path;
    }

    public boolean isSecure() {
        return base.startsWith("https:");
    }
}
