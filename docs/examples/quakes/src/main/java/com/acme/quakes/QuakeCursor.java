// tag::cursor[]
package com.acme.quakes;

/** The id of the last earthquake that was handled; ids grow from line to line. */
public record QuakeCursor(long id) {}
// end::cursor[]
