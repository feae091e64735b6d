/// User stories over the whole running system, one class a theme. What they need stands beside them: `system` starts
/// and
/// harms it, `tenant` acts as its customers over HTTP, `clients` are Kafka clients that nobody here wrote.
@NullMarked
package io.naru.e2e;

import org.jspecify.annotations.NullMarked;
