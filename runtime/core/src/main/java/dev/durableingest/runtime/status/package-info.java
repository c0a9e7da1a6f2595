/**
 * What a run tells those who ask over HTTP: health, metrics, status, registry, and a page for
 * people. Only reads; knows nothing of the command line.
 */
@NullMarked
package dev.durableingest.runtime.status;

import org.jspecify.annotations.NullMarked;
