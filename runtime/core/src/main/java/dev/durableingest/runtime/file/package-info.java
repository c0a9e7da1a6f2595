/**
 * Durable files: appended, forced, cut back, replaced whole; and folders that one process has to
 * itself. Everything that the runtime keeps in files goes through here. Knows nothing of what is in
 * them, but says of every failure what to do about it.
 */
@NullMarked
package dev.durableingest.runtime.file;

import org.jspecify.annotations.NullMarked;
