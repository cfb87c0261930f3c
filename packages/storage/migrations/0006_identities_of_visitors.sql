CREATE MATERIALIZED VIEW IF NOT EXISTS identities_of_visitors TO identities AS
SELECT site_id, daily_visitor_id AS visitor_id, 'visitor' AS kind, events.visitor_id AS linked_id, min(occurred_at) AS linked_at
FROM events
WHERE daily_visitor_id != '' AND events.visitor_id != ''
GROUP BY site_id, daily_visitor_id, events.visitor_id
