-- Secret keys, as SHA-256 of their random text. A revoked key is the same row with revoked = 1.
CREATE TABLE IF NOT EXISTS keys
(
    key_hash FixedString(64),
    site_id String,
    kind LowCardinality(String),
    hint String,
    revoked UInt8 DEFAULT 0,
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY key_hash
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
