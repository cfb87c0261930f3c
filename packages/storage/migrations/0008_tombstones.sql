-- Who was erased, as SHA-256 of site and id, so that replays and imports do not bring them back. kind users_visitor: a
-- browser of an erased user, of which only what has no other user's name on it is erased. Rows are only ever added, so
-- that their number tells whether there are new ones.
CREATE TABLE IF NOT EXISTS tombstones
(
    site_id LowCardinality(String),
    kind Enum8('visitor' = 1, 'user' = 2, 'users_visitor' = 3),
    id_hash FixedString(64),
    erased_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (site_id, erased_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
