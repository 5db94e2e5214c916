-- The identifiers that sources gave for the entities in `wanted`: entity, kind, id, as written.
-- A person is `name|birth date`; airline messages write SURNAME/GIVEN, so that form is given back too.
WITH traveller AS (
    SELECT 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, '') AS entity, b.passenger_name AS name,
           coalesce(b.birth_date::VARCHAR, '') AS birth, regexp_matches(b.reader, '^(pnrgov|paxlst)') AS airline
    FROM booking b JOIN name n ON n.raw = b.passenger_name),
written AS (
    SELECT entity, name || '|' || birth AS id FROM traveller
    UNION ALL
    SELECT entity, regexp_replace(name, '^(.+) (\S+)$', '\2/\1') || '|' || birth FROM traveller
    WHERE airline AND contains(name, ' ')
    UNION ALL
    SELECT 'person:' || n.key || '|', b.payer_name || '|' FROM booking b JOIN name n ON n.raw = b.payer_name
    UNION ALL
    SELECT 'person:' || n.key || '|', s.guest_name || '|' FROM stay s JOIN name n ON n.raw = s.guest_name
    UNION ALL
    SELECT 'person:' || n.key || '|' || coalesce(m.birth_date::VARCHAR, ''),
           m.name || '|' || coalesce(m.birth_date::VARCHAR, '')
    FROM missing_person m JOIN name n ON n.raw = m.name
    UNION ALL
    SELECT account, name || '|' FROM holder WHERE name IS NOT NULL AND kind IS DISTINCT FROM 'business')
SELECT DISTINCT entity, 'person' AS kind, id FROM written SEMI JOIN wanted USING (entity) ORDER BY ALL
