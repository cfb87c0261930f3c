-- Addresses of the dashboard kept under a name: a page and its query. A removed one is the same row with removed = 1.
CREATE TABLE IF NOT EXISTS saved_views
(
    site_id String,
    name String,
    page String,
    query String,
    removed UInt8 DEFAULT 0,
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (site_id, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
