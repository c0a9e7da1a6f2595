package dev.durableingest.redis;

import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A destination that two machines can reach at once and that undoes nothing: a list in a Redis. */
public final class RedisListSinkProvider implements SinkProvider {
  @Override
  public String scheme() {
    return "redislist";
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.STREAM;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) {
    return new ListSink(url);
  }

  private record ListSink(URI url) implements Sink {
    @Override
    public String description() {
      return url.toString();
    }

    @Override
    public SinkKind kind() {
      return SinkKind.NEITHER;
    }

    @Override
    public void recover(Map<String, SinkPosition> recorded) {}

    @Override
    public SinkBatch newBatch() {
      return new Lines(new JsonRecordWriter());
    }

    @Override
    public void write(SinkBatch batch) throws SinkException {
      String lines = new String(bytes((Lines) batch), StandardCharsets.UTF_8);
      try (Jedis client = new Jedis(url.getHost(), url.getPort())) {
        client.rpush("rows", lines.split("\n"));
      } catch (JedisException e) {
        throw new SinkException(Verdict.RETRY_SAME, url + ": " + e.getMessage(), e);
      }
    }

    private static byte[] bytes(Lines lines) {
      byte[] bytes = new byte[lines.out().length()];
      lines.out().bytes().get(bytes);
      return bytes;
    }

    @Override
    public Map<String, SinkPosition> positions() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  private record Lines(JsonRecordWriter out) implements SinkBatch {
    @Override
    public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record) {
      out.writeLine(resource.codec(), record);
    }

    @Override
    public boolean isEmpty() {
      return out.length() == 0;
    }
  }
}
