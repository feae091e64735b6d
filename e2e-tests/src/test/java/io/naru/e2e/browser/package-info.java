/// A browser that watches itself: every page it shows is checked for console errors and for accessibility.
@NullMarked
package io.naru.e2e.browser;

import org.jspecify.annotations.NullMarked;
