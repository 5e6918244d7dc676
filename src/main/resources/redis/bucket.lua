-- platform.tenancy.RateLimit: the same as platform.tenancy.TokenBucket, shared by all instances.
-- KEYS[1] the bucket; ARGV tokens it holds, milliseconds to fill it, tokens wanted, and in tests the time.
local limit, period, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local now = tonumber(ARGV[4])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local kept = redis.call('HMGET', KEYS[1], 'shares', 'at')
local shares, at = tonumber(kept[1]) or limit * period, tonumber(kept[2]) or now
shares = math.min(limit * period, shares + math.min(math.max(0, now - at), period) * limit)
local granted = math.min(wanted, math.floor(shares / period))
shares = shares - granted * period
redis.call('HSET', KEYS[1], 'shares', string.format('%.0f', shares), 'at', string.format('%.0f', math.max(at, now)))
-- By then it is full, as one that is not there.
redis.call('PEXPIRE', KEYS[1], period + 60000)
local wait = 0
if granted < wanted then
  wait = math.ceil((period - shares) / limit)
end
return {granted, math.floor(shares / period), wait}
