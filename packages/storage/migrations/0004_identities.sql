-- Which visitors are one person. kind user: visitor_id signed in as linked_id. kind visitor: the daily hash visitor_id
-- later consented and became the first-party visitor linked_id. The smallest linked_at wins; repeating a row changes
-- nothing, so it may be filled by a materialized view although that sees retried rows twice.
CREATE TABLE IF NOT EXISTS identities
(
    site_id LowCardinality(String),
    visitor_id String,
    kind Enum8('user' = 1, 'visitor' = 2),
    linked_id String,
    linked_at SimpleAggregateFunction(min, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (site_id, visitor_id, kind, linked_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
