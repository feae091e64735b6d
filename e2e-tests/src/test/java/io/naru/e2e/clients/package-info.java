/// Kafka clients that nobody here wrote, behind one way of calling them, and what their records must look like.
@NullMarked
package io.naru.e2e.clients;

import org.jspecify.annotations.NullMarked;
