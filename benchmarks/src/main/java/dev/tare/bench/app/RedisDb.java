package dev.tare.bench.app;

import dev.tare.result.OperationMetrics;
import dev.tare.result.ServiceMetrics;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import site.ycsb.ByteArrayByteIterator;
import site.ycsb.ByteIterator;
import site.ycsb.DB;
import site.ycsb.Status;

/**
 * Lets YCSB read and write redis: a record is a hash. YCSB's own binding keeps, besides, an index
 * for scans, which none of these workloads does. What goes wrong is thrown, since YCSB looks into
 * no status of a transaction.
 */
final class RedisDb extends DB implements Closeable {
  private final RedisConnection connection;
  private final Heard heard;

  /** Takes how long an operation took, from when it was sent until it was answered. */
  interface Heard {
    void took(OperationMetrics kind, long ns);
  }

  RedisDb(String host, int port, Heard heard) throws IOException {
    this.connection = new RedisConnection(host, port);
    this.heard = heard;
  }

  @Override
  public Status read(
      String table, String key, Set<String> fields, Map<String, ByteIterator> result) {
    List<byte[]> words = words(fields == null ? "HGETALL" : "HMGET", key);
    if (fields != null) {
      fields.forEach(field -> words.add(bytes(field)));
    }
    List<byte[]> answer = asked(ServiceMetrics.READ, words);
    if (answer.isEmpty() || answer.contains(null)) {
      throw new IllegalStateException(connection + " has no " + key + " any more");
    }
    if (fields == null) {
      for (int i = 0; i < answer.size(); i += 2) {
        result.put(
            new String(answer.get(i), StandardCharsets.UTF_8),
            new ByteArrayByteIterator(answer.get(i + 1)));
      }
    } else {
      int next = 0;
      for (String field : fields) {
        result.put(field, new ByteArrayByteIterator(answer.get(next++)));
      }
    }
    return Status.OK;
  }

  @Override
  public Status update(String table, String key, Map<String, ByteIterator> values) {
    asked(ServiceMetrics.UPDATE, set(key, values));
    return Status.OK;
  }

  /** An earlier fork may have left the record: to overwrite one is another work. */
  @Override
  public Status insert(String table, String key, Map<String, ByteIterator> values) {
    connection.prepare(words("DEL", key));
    connection.ask();
    asked(ServiceMetrics.LOAD, set(key, values));
    return Status.OK;
  }

  @Override
  public Status delete(String table, String key) {
    return Status.NOT_IMPLEMENTED;
  }

  @Override
  public Status scan(
      String table,
      String first,
      int count,
      Set<String> fields,
      Vector<HashMap<String, ByteIterator>> result) {
    return Status.NOT_IMPLEMENTED;
  }

  private List<byte[]> asked(OperationMetrics kind, List<byte[]> words) {
    connection.prepare(words);
    long start = System.nanoTime();
    List<byte[]> answer = connection.ask();
    heard.took(kind, System.nanoTime() - start);
    return answer;
  }

  private static List<byte[]> set(String key, Map<String, ByteIterator> values) {
    List<byte[]> words = words("HSET", key);
    values.forEach(
        (field, value) -> {
          words.add(bytes(field));
          words.add(value.toArray());
        });
    return words;
  }

  private static List<byte[]> words(String command, String key) {
    return new ArrayList<>(List.of(bytes(command), bytes(key)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
