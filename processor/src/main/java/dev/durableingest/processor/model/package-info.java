/** What the author wrote, as records. Not yet known to be right; knows no compiler error. */
@NullMarked
package dev.durableingest.processor.model;

import org.jspecify.annotations.NullMarked;
