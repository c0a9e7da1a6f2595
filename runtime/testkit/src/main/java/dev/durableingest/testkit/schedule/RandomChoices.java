package dev.durableingest.testkit.schedule;

/** Choices by chance, from a seed. */
public final class RandomChoices extends Choices {
  private long state;
  private int oneIn = 16;

  /**
   * @param seed the same seed, the same choices
   */
  public RandomChoices(long seed) {
    state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
  }

  @Override
  public void rarity(int faultsOneIn) {
    oneIn = faultsOneIn;
  }

  @Override
  int draw(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  @Override
  int drawFault(int bound) {
    long bits = next();
    return (bits >>> 40) % oneIn != 0 ? 0 : 1 + (int) (((bits & 0xFFFFFF) * (bound - 1)) >>> 24);
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
