-- The salts of cookieless visitors, shared by all collectors: of one day the first that is offered counts. The window
-- makes the server drop a later insert with the same token. A partition a day and the short life of old parts make
-- that a salt is gone from the disk when it is destroyed; the TTL does so when no collector runs.
CREATE TABLE IF NOT EXISTS salts
(
    day Date,
    salt String,
    created_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
PARTITION BY day
ORDER BY created_at
TTL toDateTime(day, 'UTC') + INTERVAL 48 HOUR
SETTINGS non_replicated_deduplication_window = 100, old_parts_lifetime = 1, ttl_only_drop_parts = 1,
    merge_with_ttl_timeout = 600, fsync_after_insert = 1, fsync_part_directory = 1
