/** A shared checkpoint store and lease in Redis. Found by the schemes redis and rediss. */
module dev.durableingest.redis {
  requires dev.durableingest.runtime;
  requires redis.clients.jedis;

  provides dev.durableingest.runtime.checkpoint.CheckpointStoreProvider with
      dev.durableingest.redis.RedisCheckpointStoreProvider,
      dev.durableingest.redis.RedisTlsCheckpointStoreProvider;
}
