package io.naru.control.idempotency;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// A row: a request under way, or its answer.
///
/// @param status null while the request is under way
/// @param answer sealed; empty while the request is under way
@MappedEntity("kept_answer")
record KeptAnswer(@Id String name, byte[] request, @Nullable Integer status, String answer) {}
