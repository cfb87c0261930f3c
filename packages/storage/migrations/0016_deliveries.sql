-- What is to be sent or was. The id is made of the notification and its subject (a cart, a week), so that one subject
-- cannot be decided twice; every change is the same row anew. On disk before anything is sent.
CREATE TABLE IF NOT EXISTS deliveries
(
    site_id String,
    delivery_id String,
    notification_id String,
    kind LowCardinality(String),
    -- webhook or email.
    channel LowCardinality(String),
    subject String,
    body String,
    -- waiting, delivered, failed, cancelled.
    status LowCardinality(String),
    attempts UInt16,
    -- What the receiver answered last, or why it could not be reached.
    answer String,
    decided_at DateTime64(3, 'UTC'),
    next_at DateTime64(3, 'UTC'),
    updated_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (site_id, delivery_id)
TTL toDateTime(decided_at) + INTERVAL 90 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
