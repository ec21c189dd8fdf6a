import { createHash } from 'node:crypto';

/**
 * Every look at a stream, and every change, is this one script, so that nothing comes between the look and the change.
 *
 * KEYS[1] is a Redis stream whose entry `n-0` is the entry n: fields `d` data, or `e` event `d` data, or, for the final
 * one, `z` event `d` data. Its entry `0-1` is there from the start, since Redis has no empty stream. KEYS[2] is the lease.
 * News is published on a channel named like KEYS[1]: `[first id, 1 if the last one is final else 0, entry, entry, …]`.
 *
 * ARGV: lease, time to live, time to keep, first id or what to do (`look`, `lost`, `end`), 1 if the last entry is final, all
 * entries as they are published, then event and data of each.
 *
 * A Redis that evicts may take the lease alone. The stream's own time to live tells the same, since every renewal sets both.
 * A Redis that is full still lets a key live longer, so the lease is set only if it is gone.
 */
export const source = `
local call, stream, lease, first, ending = redis.call, KEYS[1], KEYS[2], tonumber(ARGV[4]), ARGV[5] == '1'
local tail = call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local last, fields = 0, {}
if tail then last, fields = tonumber(string.match(tail[1], '^%d+')), tail[2] end
if fields[1] == 'z' then return { 'ended', last, fields[2], fields[4] } end
if not first then
  local left = call('PTTL', lease)
  if not tail and left < 0 then return { 'unknown' } end
  if left < 0 then left = ARGV[1] - ARGV[2] + call('PTTL', stream) end
  if ARGV[4] == 'look' or ARGV[4] == 'lost' and left > 0 then return { 'live', last, math.max(0, left) } end
  first = last + 1
end
if not tail then call('XADD', stream, '0-1', 's', '') end
if ARGV[7] and first <= last + 1 then
  for at = 7 + 2 * (last + 1 - first), #ARGV, 2 do
    last = last + 1
    local id, event, data = last .. '-0', ARGV[at], ARGV[at + 1]
    if ending and at == #ARGV - 1 then call('XADD', stream, id, 'z', event, 'd', data)
    elseif event == '' then call('XADD', stream, id, 'd', data)
    else call('XADD', stream, id, 'e', event, 'd', data) end
  end
  call('PUBLISH', stream, '[' .. first .. ',' .. ARGV[5] .. ',' .. ARGV[6] .. ']')
  if ending then
    call('PEXPIRE', stream, ARGV[3])
    call('DEL', lease)
    return { 'ended', last, ARGV[#ARGV - 1], ARGV[#ARGV], 1 }
  end
end
call('PEXPIRE', stream, ARGV[2])
if call('PEXPIRE', lease, ARGV[1]) == 0 then call('SET', lease, '', 'PX', ARGV[1]) end
return { 'live', last, tonumber(ARGV[1]) }
`;

/** The name by which Redis knows the script once it has seen it. */
export const sha = createHash('sha1').update(source).digest('hex');
