/**
 * Durable files: appended, forced, cut back, replaced whole; and folders that one process has to
 * itself. Everything that the runtime keeps in files goes through here.
 */
@NullMarked
package dev.durableingest.runtime.file;

import org.jspecify.annotations.NullMarked;
