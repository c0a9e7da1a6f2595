/**
 * The author's API: what a connector is written against. Holds no part of the durable loop, and
 * depends on no other package of the runtime but {@code text}.
 */
@NullMarked
package dev.durableingest.runtime;

import org.jspecify.annotations.NullMarked;
