import { createHash } from 'node:crypto';

/*
 * Every change of a stream is one script, so that nothing comes between a look and a write.
 *
 * KEYS[1] is a Redis stream whose entry `n-0` is the entry n: fields `d` data, or `e` event `d` data, or, for the final
 * one, `z` event `d` data. Its entry `0-1` is there from the start, since Redis has no empty stream. KEYS[2] is the lease.
 * News is published on a channel named like KEYS[1]: `[first id, 1 if the last one is final else 0, entry, entry, …]`.
 */
const tail = `
local stream, lease = KEYS[1], KEYS[2]
local found = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local last, fields = 0, {}
if found then
  last = tonumber(string.match(found[1], '^%d+'))
  fields = found[2]
end
if fields[1] == 'z' then return { 'ended', last, fields[2], fields[4] } end
`;

/** An author of scripts and their names, by which Redis knows them once it has seen them. */
export interface Script {
  readonly source: string;
  readonly sha: string;
}

function script(source: string): Script {
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

/** ARGV: lease, time to live, time to keep, first id, news, 1 if the last is final, then event and data of each. */
export const append = script(`${tail}
if not found then redis.call('XADD', stream, '0-1', 's', '') end
local first = tonumber(ARGV[4])
local count = (#ARGV - 6) / 2
local ending = ARGV[6] == '1'
if count == 0 or first <= last + 1 then
  for i = math.max(0, last + 1 - first), count - 1 do
    last = first + i
    local event, data = ARGV[7 + 2 * i], ARGV[8 + 2 * i]
    local id = last .. '-0'
    if ending and i == count - 1 then redis.call('XADD', stream, id, 'z', event, 'd', data)
    elseif event == '' then redis.call('XADD', stream, id, 'd', data)
    else redis.call('XADD', stream, id, 'e', event, 'd', data) end
  end
  if count > 0 then redis.call('PUBLISH', stream, ARGV[5]) end
  if ending then
    redis.call('PEXPIRE', stream, ARGV[3])
    redis.call('DEL', lease)
    return { 'ended', last, ARGV[#ARGV - 1], ARGV[#ARGV] }
  end
end
redis.call('PEXPIRE', stream, ARGV[2])
redis.call('SET', lease, '', 'PX', ARGV[1])
return { 'live', last, tonumber(ARGV[1]) }
`);

/** ARGV: lease, time to live. A Redis that is full still lets a key live longer, so the lease is set only if it is gone. */
export const renew = script(`${tail}
redis.call('PEXPIRE', stream, ARGV[2])
if redis.call('PEXPIRE', lease, ARGV[1]) == 0 then redis.call('SET', lease, '', 'PX', ARGV[1]) end
return { 'live', last, tonumber(ARGV[1]) }
`);

/**
 * ARGV: lease, time to live, time to keep, what to do (look, lost, end), event, data, news. A Redis that evicts may take the
 * lease alone. The stream's own time to live tells the same, since every renewal sets both.
 */
export const ask = script(`${tail}
local left = redis.call('PTTL', lease)
if not found and left < 0 then return { 'unknown' } end
if left < 0 then left = ARGV[1] - ARGV[2] + redis.call('PTTL', stream) end
if ARGV[4] == 'end' or (ARGV[4] == 'lost' and left <= 0) then
  last = last + 1
  redis.call('XADD', stream, last .. '-0', 'z', ARGV[5], 'd', ARGV[6])
  redis.call('PEXPIRE', stream, ARGV[3])
  redis.call('DEL', lease)
  redis.call('PUBLISH', stream, '[' .. last .. ',1,' .. ARGV[7] .. ']')
  return { 'ended', last, ARGV[5], ARGV[6], 1 }
end
return { 'live', last, math.max(0, left) }
`);
