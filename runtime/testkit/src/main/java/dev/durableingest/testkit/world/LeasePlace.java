package dev.durableingest.testkit.world;

/** Who has the lease of the document, and until when by the clock of the store. */
public final class LeasePlace {
  /** How long a lease lasts. */
  public static final long LENGTH_NANOS = 3_000_000_000L;

  private String owner = "";
  private long endNanos;

  /** For how long somebody else than this owner still has it; 0 or less when nobody has. */
  public long leftOfAnother(String asking, long nowNanos) {
    return owner.equals(asking) ? 0 : endNanos - nowNanos;
  }

  /** An owner takes it. */
  public void take(String newOwner, long nowNanos) {
    owner = newOwner;
    endNanos = nowNanos + LENGTH_NANOS;
  }

  /** Moves its end; false when another has taken it. */
  public boolean renew(String asking, long nowNanos) {
    if (!owner.equals(asking)) {
      return false;
    }
    endNanos = nowNanos + LENGTH_NANOS;
    return true;
  }

  /** An owner gives it back. */
  public void release(String asking) {
    if (owner.equals(asking)) {
      endNanos = 0;
    }
  }

  /** Whether it is still this owner's. */
  public boolean isHeldBy(String asking, long nowNanos) {
    return owner.equals(asking) && endNanos > nowNanos;
  }
}
