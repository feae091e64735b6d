/// Serves the console's files and the description of the API. Knows no feature: the files come from other modules'
/// jars.
@NullMarked
package io.naru.control.console;

import org.jspecify.annotations.NullMarked;
