/// The secrets of a local Naru: made once, kept in the home's `keys` folder, readable by their owner only.
///
/// The doors are [io.naru.launcher.keys.Keys] and [io.naru.launcher.keys.Certificates].
@NullMarked
package io.naru.launcher.keys;

import org.jspecify.annotations.NullMarked;
