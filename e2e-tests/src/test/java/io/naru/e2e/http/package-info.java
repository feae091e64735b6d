/// The HTTP API as strangers and fuzzers meet it, generated from the description that the server itself gives out.
@NullMarked
package io.naru.e2e.http;

import org.jspecify.annotations.NullMarked;
