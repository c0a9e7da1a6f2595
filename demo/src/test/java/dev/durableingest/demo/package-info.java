/** The demo with real parts: a real market, real processes, a real kill. */
@NullMarked
package dev.durableingest.demo;

import org.jspecify.annotations.NullMarked;
