-- Events that could not be stored, with why and what to mend.
CREATE TABLE IF NOT EXISTS dead_letters
(
    received_at DateTime64(3, 'UTC'),
    site_id LowCardinality(String),
    stage LowCardinality(String),
    reason String,
    clickhouse_code UInt32,
    event_id String,
    raw String
)
ENGINE = MergeTree
ORDER BY (site_id, received_at)
TTL toDateTime(received_at) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
