-- Filters saved under a name; `filters` is JSON. A removed segment is the same row with removed = 1.
CREATE TABLE IF NOT EXISTS segments
(
    site_id String,
    name String,
    filters String,
    removed UInt8 DEFAULT 0,
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (site_id, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
