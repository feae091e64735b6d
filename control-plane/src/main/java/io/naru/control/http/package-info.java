/// What all HTTP paths share: error bodies, request ids, reading JSON with pointers, paging, the caller of a request.
/// Knows no feature.
@NullMarked
package io.naru.control.http;

import org.jspecify.annotations.NullMarked;
