/** What must hold in every schedule. */
@NullMarked
package dev.durableingest.testkit.oracle;

import org.jspecify.annotations.NullMarked;
