-- Whom to tell of what; `settings` is JSON of its kind. A removed one is the same row with removed = 1.
CREATE TABLE IF NOT EXISTS notifications
(
    site_id String,
    notification_id String,
    kind LowCardinality(String),
    settings String,
    removed UInt8 DEFAULT 0,
    created_at DateTime64(3, 'UTC'),
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (site_id, notification_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
