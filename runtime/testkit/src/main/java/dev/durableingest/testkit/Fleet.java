package dev.durableingest.testkit;

import dev.durableingest.testkit.world.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Campaigns side by side, each on a thread of its own, until one fails. Thread-safe. */
public final class Fleet {
  private static final long TOLD_EVERY = 512;

  private final long firstSeed;
  private final long schedules;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<Outcome> failure = new AtomicReference<>();
  private final Coverage coverage = new Coverage();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param firstSeed the seeds are this one and those that follow it
   * @param schedules how many
   * @param size how many campaigns
   */
  public Fleet(long firstSeed, long schedules, int size) {
    this.firstSeed = firstSeed;
    this.schedules = schedules;
    for (int i = 0; i < size; i++) {
      Thread thread = new Thread(this::run, "campaign-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** Starts them. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /**
   * Waits for the end of all, but not longer than this.
   *
   * @return whether all have ended
   */
  public boolean await(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    for (Thread thread : threads) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      thread.join(Math.max(1, left));
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  /** How many schedules were run. */
  public long done() {
    return done.get();
  }

  /** The first failure that was seen, if any. */
  public Optional<Outcome> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** What was reached so far, but for the newest schedules of each campaign; at the end, all. */
  public Coverage coverage() {
    synchronized (coverage) {
      Coverage copy = new Coverage();
      copy.add(coverage);
      return copy;
    }
  }

  private void run() {
    try (Campaign campaign = Campaign.ofTheLoop()) {
      long number;
      while (failure.get() == null && (number = next.getAndIncrement()) < schedules) {
        Outcome outcome = campaign.run(firstSeed + number);
        if (done.incrementAndGet() % TOLD_EVERY == 0) {
          tell(campaign);
        }
        if (outcome.isFailed()) {
          failure.compareAndSet(null, outcome);
        }
      }
      tell(campaign);
    }
  }

  private void tell(Campaign campaign) {
    synchronized (coverage) {
      campaign.coverage().moveTo(coverage);
    }
  }
}
