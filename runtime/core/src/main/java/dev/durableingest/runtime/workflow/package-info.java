/**
 * The command line of a generated workflow: options, help, progress, signals and exit codes. Runs
 * pipelines; knows nothing of how they keep their promise.
 */
@NullMarked
package dev.durableingest.runtime.workflow;

import org.jspecify.annotations.NullMarked;
