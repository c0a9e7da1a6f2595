/** What survives a crash: upstream, files, tables, documents; and the faults that may strike. */
@NullMarked
package dev.durableingest.testkit.world;

import org.jspecify.annotations.NullMarked;
