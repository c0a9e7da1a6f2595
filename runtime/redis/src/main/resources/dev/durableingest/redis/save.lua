-- Replaces the document by the next one, if the fence knows this run and the document before it.
-- A plain SET, so that a time to live that another client gave the key is gone.
-- KEYS document, fence; ARGV incarnation, epoch, owner, revision before, revision, document
-- Answers {'saved'} or {'gone'} or {'refused', incarnation, epoch, owner, revision, holder}.
local fence = redis.call('HMGET', KEYS[2],
  'incarnation', 'epoch', 'owner', 'revision', 'holder')
if not fence[2] then
  return {'gone'}
end
for i = 1, 4 do
  if fence[i] ~= ARGV[i] then
    return {'refused', fence[1] or '', fence[2], fence[3] or '', fence[4] or '', fence[5] or ''}
  end
end
redis.call('SET', KEYS[1], ARGV[6])
redis.call('HSET', KEYS[2], 'revision', ARGV[5])
return {'saved'}
