/// The places where the process may die at the worst moment, as a registry that a test walks. Nothing here runs in
/// production.
@NullMarked
package io.naru.control.fault;

import org.jspecify.annotations.NullMarked;
