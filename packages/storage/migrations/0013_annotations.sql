-- What happened on a day: a deployment, a campaign. A removed one is the same row with removed = 1.
CREATE TABLE IF NOT EXISTS annotations
(
    site_id String,
    annotation_id String,
    day Date,
    kind LowCardinality(String),
    text String,
    removed UInt8 DEFAULT 0,
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (site_id, annotation_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
