-- The visitor as a number, which joins and groups several times faster than its text and is read instead of it. SipHash,
-- so that nobody can choose an id that collides with another's.
ALTER TABLE events ADD COLUMN IF NOT EXISTS visitor_key UInt64 MATERIALIZED sipHash64(visitor_id) CODEC(ZSTD(1)) AFTER visitor_id
