package dev.durableingest.runtime.sink;

/**
 * A sink whose batches can be kept as bytes, so that a batch can be written again, as it was, by a
 * process that comes after a crash.
 */
public interface RecoverableSink extends Sink {

  /**
   * A new, empty batch that can be kept as bytes.
   *
   * @return a {@link RecoverableBatch}
   */
  @Override
  RecoverableBatch newBatch();

  /**
   * The sealed batch whose bytes were kept. Called after {@link #recover}.
   *
   * @param encoded what {@link RecoverableBatch#encoded} gave, in one piece
   * @throws SinkException with {@code Stop} when they cannot be read
   */
  RecoverableBatch decode(byte[] encoded) throws SinkException;
}
