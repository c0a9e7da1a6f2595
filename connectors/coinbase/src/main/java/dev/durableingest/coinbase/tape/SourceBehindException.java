package dev.durableingest.coinbase.tape;

/** The exchange's newest trade is older than the checkpoint. */
public final class SourceBehindException extends Exception {
  private static final long serialVersionUID = 1L;

  SourceBehindException(String product, long newest, long checkpoint) {
    super(
        "The newest trade of "
            + product
            + " is "
            + newest
            + ", but the checkpoint is at "
            + checkpoint
            + ": this is another exchange, or its trades were numbered anew. Point --feed-url at"
            + " the exchange that was read before, or use another --pipeline-id");
  }
}
