package dev.durableingest.testkit.machine;

import java.util.concurrent.Semaphore;

/** Who of two runners may go on: one at a time, so that a schedule stays one schedule. */
public final class Baton {
  private final Semaphore[] turns = {new Semaphore(0), new Semaphore(0)};
  private final boolean[] waits = new boolean[2];

  /** Lets the other go on and waits for one's own turn; goes on at once if nobody waits. */
  public void pass(int side) {
    int other = 1 - side;
    if (waits[other]) {
      waits[side] = true;
      waits[other] = false;
      turns[other].release();
      await(side);
    }
  }

  /** Waits for the first turn, until the other passes the baton or ends. */
  public void await(int side) {
    turns[side].acquireUninterruptibly();
  }

  /** Says that a side waits, before the other may pass. */
  public void enter(int side) {
    waits[side] = true;
  }

  /** A side has ended: the other goes on, if it waits. */
  public void end(int side) {
    int other = 1 - side;
    if (waits[other]) {
      waits[other] = false;
      turns[other].release();
    }
  }
}
