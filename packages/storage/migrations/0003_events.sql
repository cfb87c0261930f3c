-- One row an event. Rows collapse by the sort key inside a partition, so both are made only of facts that a retry
-- repeats: event_id and visitor_id, never a time corrected on arrival. UUID sorts by its last eight bytes, therefore
-- toUInt128. The week of the event id bounds what a report of some days reads; the minmax index on occurred_at is what
-- prunes the other weeks without trusting a client's clock.
CREATE TABLE IF NOT EXISTS events
(
    site_id LowCardinality(String),
    event_id UUID,
    kind Enum8('touchpoint' = 1, 'page_load' = 2, 'cart' = 3, 'identify' = 4),
    name LowCardinality(String),
    stage LowCardinality(String),
    occurred_at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    visitor_id String,
    session_id String,
    user_id String,
    -- How the visitor is known: first_party, daily_hash, imported, none.
    identity LowCardinality(String),
    -- The daily hash that goes with a first-party visitor_id, which links the visits before consent to those after it.
    daily_visitor_id String,
    trusted UInt8,
    bot LowCardinality(String),

    host LowCardinality(String),
    url String,
    path String,
    title String,
    referrer String,
    page_type LowCardinality(String),
    channel LowCardinality(String),
    source LowCardinality(String),
    medium LowCardinality(String),
    campaign LowCardinality(String),
    content String,
    term String,
    click_id String,

    country LowCardinality(String),
    language LowCardinality(String),
    device LowCardinality(String),
    browser LowCardinality(String),
    os LowCardinality(String),
    screen_width UInt32,
    consent LowCardinality(String),
    sdk LowCardinality(String),

    properties Map(LowCardinality(String), String),
    score Nullable(Float32),
    visible_ms Nullable(Float64),

    navigation_id String,
    revision UInt16,
    navigation_type LowCardinality(String),
    ttfb_ms Nullable(Float32),
    fcp_ms Nullable(Float32),
    lcp_ms Nullable(Float32),
    inp_ms Nullable(Float32),
    cls Nullable(Float32),
    dom_ready_ms Nullable(Float32),
    load_ms Nullable(Float32),
    product_visible_ms Nullable(Float32),
    hidden_at_ms Nullable(Float64),
    initially_hidden UInt8,
    effective_type LowCardinality(String),
    device_memory Nullable(Float32),
    release LowCardinality(String),
    lcp_target String,
    inp_target String,
    cls_target String,

    cart_id String,
    currency LowCardinality(String),
    value Nullable(Decimal(18, 4)),
    transaction_id String,
    shipping Nullable(Decimal(18, 4)),
    tax Nullable(Decimal(18, 4)),
    coupon String,
    shipping_tier LowCardinality(String),
    payment_type LowCardinality(String),
    reason LowCardinality(String),
    items Array(Tuple(
        item_id String,
        item_name String,
        item_brand String,
        item_category String,
        item_category2 String,
        item_category3 String,
        item_category4 String,
        item_category5 String,
        item_variant String,
        price Decimal(18, 4),
        quantity Float64,
        discount Decimal(18, 4),
        coupon String,
        `index` UInt32,
        item_list_id String,
        item_list_name String
    )),

    INDEX occurred_at_range occurred_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PARTITION BY toMonday(UUIDv7ToDateTime(event_id, 'UTC'))
ORDER BY (site_id, visitor_id, toUInt128(event_id))
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
