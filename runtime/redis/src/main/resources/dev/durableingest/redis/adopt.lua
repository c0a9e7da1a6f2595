-- Makes the fence speak of a document: the first one, which is stored now, or one that is there
-- although the fence had never heard of any.
-- KEYS document, fence; ARGV epoch, owner, incarnation, revision, document or '',
--   what another program had left there and is taken over, or '': kept beside the fence
local fence = redis.call('HMGET', KEYS[2], 'epoch', 'owner', 'revision')
if fence[1] ~= ARGV[1] or fence[2] ~= ARGV[2] or fence[3] then
  return 'refused'
end
if ARGV[6] ~= '' then
  if redis.call('GET', KEYS[1]) ~= ARGV[6] then
    return 'changed'
  end
  redis.call('HSET', KEYS[2], 'takenOver', ARGV[6])
end
if ARGV[5] ~= '' then
  redis.call('SET', KEYS[1], ARGV[5])
end
redis.call('HSET', KEYS[2], 'incarnation', ARGV[3], 'revision', ARGV[4])
return 'adopted'
