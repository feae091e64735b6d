/// Secrets that are kept and must be read again. The door is [SealKey]. Knows no feature.
@NullMarked
package io.naru.control.seal;

import org.jspecify.annotations.NullMarked;
