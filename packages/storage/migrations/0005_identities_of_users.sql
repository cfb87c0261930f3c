CREATE MATERIALIZED VIEW IF NOT EXISTS identities_of_users TO identities AS
SELECT site_id, visitor_id, 'user' AS kind, user_id AS linked_id, min(occurred_at) AS linked_at
FROM events
WHERE user_id != '' AND visitor_id != ''
GROUP BY site_id, visitor_id, user_id
