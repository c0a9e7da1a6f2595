-- Moves the deadline of the lease, or gives it up at once where the lease is 0 milliseconds.
-- KEYS fence; ARGV epoch, owner, lease in milliseconds
-- Answers {'renewed'} or {'gone'} or {'refused', epoch, holder}.
local fence = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'holder')
if not fence[1] then
  return {'gone'}
end
if fence[1] ~= ARGV[1] or fence[2] ~= ARGV[2] then
  return {'refused', fence[1], fence[3] or ''}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'deadline', string.format('%d', now + tonumber(ARGV[3])))
return {'renewed'}
