-- Keeps the record of the commit that comes after the stored document, in place of the one before,
-- if the fence knows this run and that document.
-- KEYS record, fence; ARGV incarnation, epoch, owner, revision of the stored document, record
-- Answers {'kept'} or {'gone'} or {'refused', incarnation, epoch, owner, revision, holder}.
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
redis.call('SET', KEYS[1], ARGV[5])
return {'kept'}
