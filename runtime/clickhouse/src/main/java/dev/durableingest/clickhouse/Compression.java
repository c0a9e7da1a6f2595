package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/** How a block is compressed on its way: a form that ClickHouse reads, and we can write fast. */
enum Compression {
  /** Frames of LZ4, by a library in Java: nothing is unpacked into a temporary folder. */
  LZ4 {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new LZ4FrameOutputStream(
          out,
          BLOCKSIZE.SIZE_64KB,
          -1L,
          LZ4Factory.safeInstance().fastCompressor(),
          XXHashFactory.safeInstance().hash32(),
          FLG.Bits.BLOCK_INDEPENDENCE);
    }
  },
  /** Gzip at its fastest level. */
  GZIP {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out) {
        {
          def.setLevel(Deflater.BEST_SPEED);
        }
      };
    }
  },
  /** As it is. */
  NONE {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }
  };

  /** A stream that compresses what it is given into another one. */
  abstract OutputStream over(OutputStream out) throws IOException;

  /** The name in a URL and in the header {@code Content-Encoding}. */
  String encoding() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The form with a name.
   *
   * @throws SinkException with {@code Stop} when there is none
   */
  static Compression named(String name) throws SinkException {
    for (Compression compression : values()) {
      if (compression.encoding().equals(name)) {
        return compression;
      }
    }
    throw SinkException.stop(
        "There is no compression '"
            + name
            + "' for ClickHouse, only "
            + Arrays.stream(values()).map(Compression::encoding).collect(Collectors.joining(", "))
            + ".");
  }
}
