CREATE TABLE IF NOT EXISTS sites
(
    site_id String,
    origins Array(String),
    timezone String,
    currency LowCardinality(String),
    mode LowCardinality(String),
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY site_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
