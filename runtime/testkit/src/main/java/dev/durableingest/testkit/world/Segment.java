package dev.durableingest.testkit.world;

import java.util.Arrays;

/** One file: lines, of which the first so many would survive the death of the machine. */
public final class Segment {
  private int[] lines = new int[8];
  private int length;
  private int forced;
  private boolean named;
  private boolean broken;

  /** The lines, forced or not. */
  public int length() {
    return length;
  }

  /** The lines that survive the machine. */
  public int forced() {
    return named ? forced : 0;
  }

  /** A line. */
  public int line(int index) {
    return lines[index];
  }

  /** Adds a line. */
  public void append(int line) {
    if (length == lines.length) {
      lines = Arrays.copyOf(lines, length * 2);
    }
    lines[length++] = line;
  }

  /** Cuts back, durably. */
  public void cutBackTo(int newLength) {
    length = Math.min(length, newLength);
    forced = Math.min(forced, length);
    // The pages that never got to the disk are gone; those that follow are new ones.
    broken &= forced < length;
  }

  /** Makes all lines durable, unless an earlier force has failed: then it only says so. */
  public void force() {
    if (!broken) {
      forced = length;
    }
  }

  /** The disk fails: the lines stay in memory, look clean, and never get to the disk. */
  public void breakDisk() {
    broken = true;
  }

  /** The folder was forced: the name survives. */
  public void forceName() {
    named = true;
  }

  /** Whether the name survives. */
  public boolean isNamed() {
    return named;
  }

  /** The machine dies; the kernel has written so many of the lines that were not forced. */
  public void loseAllBut(int kept) {
    length = Math.min(length, forced + kept);
    forced = length;
    broken = false;
  }

  /** How many lines nobody has forced. */
  public int unforced() {
    return length - forced;
  }
}
