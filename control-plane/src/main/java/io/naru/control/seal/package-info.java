/// Secrets that are kept and must be read again. The doors are [SealKey] and [DerivedKey]. Knows no feature.
@NullMarked
package io.naru.control.seal;

import org.jspecify.annotations.NullMarked;
