package dev.durableingest.runtime.polling;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page, each page asking for what comes behind the last key of the one before.
 * Unlike pages by number they stay right while rows come and go. A short page is no end, because a
 * server may send fewer than were asked for; only an empty page is. Immutable.
 *
 * @param <T> a row
 * @param <K> its key, by which the server sorts; unique, with {@code equals}
 */
public final class KeysetPages<T, K> {
  private final Page<T, K> page;
  private final Function<T, K> key;

  /**
   * @param page asks for one page
   * @param key the key of a row
   */
  public KeysetPages(Page<T, K> page, Function<T, K> key) {
    this.page = page;
    this.key = key;
  }

  /** Asks for one page. */
  @FunctionalInterface
  public interface Page<T, K> {

    /**
     * The next rows in the order of their keys; empty at the end.
     *
     * @param after the key behind which they begin; null for the beginning
     * @throws TryAgainException when it failed in passing, and retries are used up
     * @throws RequestRefusedException when trying again does not help
     * @throws InterruptedException when the pipeline is being cancelled
     */
    List<T> after(@Nullable K after)
        throws TryAgainException, RequestRefusedException, InterruptedException;
  }

  /** Takes the rows of one page. */
  @FunctionalInterface
  public interface Receiver<T> {

    /**
     * Takes a page, which is never empty.
     *
     * @return whether to read on
     * @throws Exception when the reading is to end; it is passed on
     */
    boolean take(List<T> rows) throws Exception;
  }

  /**
   * Reads from behind a key to the end, or until the receiver has had enough.
   *
   * @param after the key to begin behind; null for the beginning
   * @return the key of the last row; {@code after} where there was none
   * @throws TryAgainException when a page failed in passing, and retries are used up
   * @throws RequestRefusedException when a page was refused
   * @throws InterruptedException when the pipeline is being cancelled
   * @throws IllegalStateException when the server does not get on: its order is not that of the key
   * @throws Exception what the receiver throws
   */
  public @Nullable K read(@Nullable K after, Receiver<T> receiver) throws Exception {
    K last = after;
    for (List<T> rows = page.after(last); !rows.isEmpty(); rows = page.after(last)) {
      K reached = key.apply(rows.get(rows.size() - 1));
      if (reached.equals(last)) {
        throw new IllegalStateException(
            "A page that was to begin behind a key ends with it: the server does not sort by it.");
      }
      last = reached;
      if (!receiver.take(rows)) {
        break;
      }
    }
    return last;
  }
}
