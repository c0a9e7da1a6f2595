/**
 * Time as the runtime sees it. It comes in through constructors, so that tests can stand it still.
 */
@NullMarked
package dev.durableingest.runtime.time;

import org.jspecify.annotations.NullMarked;
