-- Takes the lease where it is free or has run out.
-- KEYS document, fence; ARGV owner, lease in milliseconds, holder for people, least epoch before
-- Answers {'held', milliseconds left, holder} or
--         {'taken', epoch, incarnation or '', revision or '', document or ''}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fence = redis.call('HMGET', KEYS[2],
  'epoch', 'owner', 'deadline', 'holder', 'incarnation', 'revision')
if fence[3] and tonumber(fence[3]) > now and fence[2] ~= ARGV[1] then
  return {'held', tostring(tonumber(fence[3]) - now), fence[4] or ''}
end
local epoch = string.format('%d', math.max(tonumber(fence[1] or '0'), tonumber(ARGV[4])) + 1)
redis.call('HSET', KEYS[2], 'epoch', epoch, 'owner', ARGV[1], 'holder', ARGV[3],
  'deadline', string.format('%d', now + tonumber(ARGV[2])))
return {'taken', epoch, fence[5] or '', fence[6] or '', redis.call('GET', KEYS[1]) or ''}
