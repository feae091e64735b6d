/// Measurements that decide a design or compare the product with others. Programs with a `main`, run by hand or by
/// `./naru bench`; nothing here is part of the product, and no test asserts a time.
@NullMarked
package io.naru.bench;

import org.jspecify.annotations.NullMarked;
