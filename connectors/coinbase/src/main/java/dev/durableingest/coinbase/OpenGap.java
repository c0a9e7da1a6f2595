package dev.durableingest.coinbase;

import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.runtime.Gap;

/** How far one gap of the ledger has been filled, and when REST is asked for it next. */
final class OpenGap {
  final Gap gap;

  /** The first trade that is neither filled nor recorded as a gap of its own. */
  long next;

  /** Where the pass that is under way asks next; beyond {@link #next} where trades are lacking. */
  long scan;

  /** Whether this pass knows already that REST lists something of the gap. */
  boolean isWorthIt;

  int passes;
  long filled;
  long askAt;

  OpenGap(Gap gap, long next, long askAt) {
    this.gap = gap;
    this.next = next;
    this.scan = next;
    this.askAt = askAt;
  }

  /**
   * What to ask for now. A long gap is asked for at its end first: REST lists downwards, so one
   * answer without a trade of the gap says that none is listed.
   */
  Window window() {
    return isWorthIt || gap.to() - next < Window.SIZE_MAX
        ? new Window(scan, Math.min(gap.to(), scan + Window.SIZE_MAX - 1))
        : new Window(gap.to() - Window.SIZE_MAX + 1, gap.to());
  }

  /** Whether this answer only told whether to go on. */
  boolean isProbe(Window window) {
    return !isWorthIt && window.from() > next;
  }

  boolean isFilled() {
    return next > gap.to();
  }

  void beginPass(long at) {
    scan = next;
    isWorthIt = false;
    filled = 0;
    askAt = at;
  }

  String trades() {
    return gap.from() == gap.to()
        ? "trade " + gap.from()
        : "trades " + gap.from() + " to " + gap.to();
  }
}
