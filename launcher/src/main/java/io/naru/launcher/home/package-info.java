/// The folder in which one local Naru lives (`.naru`): who owns it at the moment, which ports it uses, what runs.
///
/// The doors are [io.naru.launcher.home.Home] and [io.naru.launcher.home.RunState]. This room must not know how a part
/// is started.
@NullMarked
package io.naru.launcher.home;

import org.jspecify.annotations.NullMarked;
