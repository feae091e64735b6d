package io.naru.control.http;

import java.util.List;

/// The families of paths that are the API's; all others are the console's.
public final class ApiPaths {
    private static final List<String> FAMILIES = List.of("/api/", "/org/", "/cmk/", "/iam/", "/kafka/", "/metrics/");

    private ApiPaths() {}

    /// Whether somebody is recognised there, and what is not there is an error and no page.
    public static boolean contain(String path) {
        return FAMILIES.stream().anyMatch(path::startsWith);
    }
}
