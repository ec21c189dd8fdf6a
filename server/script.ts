import { createHash } from 'node:crypto';

/**
 * One script reads the status of a stream and makes every change, so that no other command runs between the two.
 *
 * KEYS[1] is a Redis stream whose entry `n-0` is entry n. The entry's only field is `z` if it is final, otherwise `d`, and holds
 * the event name, a line feed and the data. Entry `0-1` exists from the start, since Redis has no empty streams. KEYS[2] is the
 * lease. New entries are published on a channel named like KEYS[1]: `[first id, field of the last entry, entry, entry, …]`.
 *
 * ARGV: lease, time to live, time to keep, what, field of the last entry, entries. What: the id of the first entry; `look`, to
 * end the stream with the entry, if one is given and the lease has expired; `end`, to end the stream in any case.
 *
 * The lease is renewed once an eighth of it has passed, not with every entry, which saves two commands and half of Redis's file.
 * Redis may evict the lease alone; the stream's time to live gives the same information, since every renewal sets both. A full
 * Redis can still extend the life of a key, so the lease is only set if it is gone.
 */
export const source = `
local call, stream, lease, first, field = redis.call, KEYS[1], KEYS[2], tonumber(ARGV[4]), ARGV[5]
local id, tail = unpack(call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1] or { '0', {} })
local last = tonumber(id:match('%d+'))
if tail[1] == 'z' then return { 'ended', last, tail[2] } end
local left = call('PTTL', lease)
if not first then
  if not tail[1] and left < 0 then return { 'unknown' } end
  if left < 0 then left = ARGV[1] - ARGV[2] + call('PTTL', stream) end
  if not ARGV[6] or ARGV[4] == 'look' and left > 0 then return { 'live', last, left } end
  first = last + 1
end
if not tail[1] then call('XADD', stream, '0-1', 's', '') end
if ARGV[6] and first <= last + 1 then
  for at = 7 + last - first, #ARGV do
    last = last + 1
    call('XADD', stream, last, at == #ARGV and field or 'd', ARGV[at])
  end
  call('PUBLISH', stream, cjson.encode({ first, field, unpack(ARGV, 6) }))
  if field == 'z' then
    call('PEXPIRE', stream, ARGV[3])
    call('DEL', lease)
    return { 'ended', last, ARGV[#ARGV], 'now' }
  end
end
if not tail[1] or left < ARGV[1] * 0.875 then
  left = tonumber(ARGV[1])
  call('PEXPIRE', stream, ARGV[2])
  if call('PEXPIRE', lease, left) == 0 then call('SET', lease, '', 'PX', left) end
end
return { 'live', last, left }
`;

/** The name of the script in Redis, once Redis has run it. */
export const sha = createHash('sha1').update(source).digest('hex');
