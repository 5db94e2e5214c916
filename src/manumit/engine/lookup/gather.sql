-- What the index holds, made of the records (lookup_raw, see kinds.py) and of the tables of the stages before. DuckDB's
-- dialect; `-- name` starts a table.

-- lookup_text
-- every text once, that of the newest record first
SELECT row_number() OVER (ORDER BY newest DESC NULLS LAST, title, body, details) AS text, title, body, details
FROM (SELECT title, body, details, max(seen) AS newest FROM lookup_raw WHERE title <> '' OR body <> '' OR details <> '' GROUP BY ALL)

-- lookup_record
SELECT row_number() OVER (ORDER BY r.seen NULLS FIRST, r.record_id) AS record, t.text, r.* EXCLUDE (title, body, details)
FROM lookup_raw r LEFT JOIN lookup_text t ON t.title = r.title AND t.body = r.body AND t.details = r.details

-- lookup_use
-- which entity is in which record, and how; payments that two reports tell of are both there
SELECT DISTINCT u.entity, r.record, u.how FROM (
    SELECT entity, record_id, field AS how FROM contact
    UNION ALL SELECT 'account:' || account_key(source_id), record_id, 'account' FROM account
    UNION ALL SELECT 'account:' || account_key(debtor_account), record_id, 'pays' FROM payment WHERE debtor_account IS NOT NULL
    UNION ALL SELECT 'account:' || account_key(creditor_account), record_id, 'is paid' FROM payment WHERE creditor_account IS NOT NULL
    UNION ALL SELECT passenger, record_id, 'travels' FROM journey
    UNION ALL SELECT j.passenger, l.record_id, 'travels' FROM journey j JOIN booking b USING (record_id)
              JOIN leg l ON l.booking_source_id = b.source_id AND l.file_sha256 = b.file_sha256
    UNION ALL SELECT 'person:' || payer_key || '|', record_id, 'pays the ticket' FROM journey WHERE payer_key <> name_key
    UNION ALL SELECT guest, record_id, 'stays' FROM lodging
    UNION ALL SELECT payer, record_id, 'pays the room' FROM lodging
    UNION ALL SELECT 'person:' || n.key || '|' || coalesce(m.birth_date::VARCHAR, ''), m.record_id, 'is missed'
              FROM missing_person m JOIN name n ON n.raw = m.name WHERE n.key IS NOT NULL
    UNION ALL SELECT 'site:' || site, record_id, how FROM site WHERE site <> ''
    UNION ALL SELECT entity, record_id, kind FROM mark
    UNION ALL SELECT 'template:' || template_id, record_id, 'worded so' FROM template WHERE size >= 2
    UNION ALL SELECT 'address:' || address || '|' || coalesce(city, ''), record_id, 'address' FROM holder WHERE length(address) > 5
    UNION ALL SELECT 'sighting:' || plain(place), record_id, 'seen at' FROM sighting WHERE plain(place) <> '') u
JOIN lookup_record r USING (record_id) WHERE u.entity IS NOT NULL

-- lookup_link
-- ties are concluded, and dated by the records that both ends are in; the rest was observed
WITH few AS (SELECT u.entity, u.record, r.seen FROM lookup_use u JOIN lookup_record r USING (record) WHERE r.kind <> 'payment'),
shared AS (
    SELECT t.a, t.b, count(DISTINCT x.record) AS records, min(x.seen) AS since, max(x.seen) AS until
    FROM tie t JOIN few x ON x.entity = t.a JOIN few y ON y.entity = t.b AND y.record = x.record GROUP BY ALL),
occasion AS (
    SELECT 'account:' || account_key(debtor_account) AS a, 'account:' || account_key(creditor_account) AS b, 'paid' AS word,
           epoch_us(observed_at) AS seen, record_id FROM payment WHERE debtor_account IS NOT NULL AND creditor_account IS NOT NULL
    UNION ALL SELECT 'person:' || payer_key || '|', passenger, 'paid the ticket of', epoch_us(departs_at), record_id
              FROM journey WHERE payer_key <> name_key
    UNION ALL SELECT x.passenger, y.passenger, 'travelled with', epoch_us(x.departs_at), x.record_id
              FROM journey x JOIN journey y ON x.locator = y.locator AND x.booked_at::DATE = y.booked_at::DATE AND x.passenger < y.passenger
              WHERE x.travellers <= 9   -- above nine a booking is a group's (the limit of one passenger name record)
    UNION ALL SELECT payer, guest, 'paid the room of', epoch_us(check_in), record_id FROM lodging
              WHERE payer IS NOT NULL AND guest IS NOT NULL AND payer_key IS DISTINCT FROM name_key),
every AS (
    SELECT t.a, t.b, t.word, t.probability, false AS observed, s.since, s.until, coalesce(s.records, 0) AS records
    FROM tie t LEFT JOIN shared s ON s.a = t.a AND s.b = t.b
    UNION ALL SELECT account, other, 'same hand', probability, false, NULL, NULL, 0 FROM kin WHERE account < other
    UNION ALL SELECT a, b, word, 1, true, min(seen), max(seen), count(DISTINCT record_id) FROM occasion GROUP BY a, b, word)
SELECT * FROM every WHERE a <> b AND probability > 0

-- lookup_degree
SELECT entity, count(DISTINCT other) AS degree
FROM (SELECT a AS entity, b AS other FROM lookup_link UNION ALL SELECT b, a FROM lookup_link) GROUP BY entity

-- lookup_written
-- how persons and the holders of accounts are written, the commonest first
SELECT entity, list(name ORDER BY times DESC, name)[:12] AS names FROM (
    SELECT entity, name, count(*) AS times FROM (
        SELECT 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, '') AS entity, b.passenger_name AS name
        FROM booking b JOIN name n ON n.raw = b.passenger_name
        UNION ALL SELECT 'person:' || n.key || '|', b.payer_name FROM booking b JOIN name n ON n.raw = b.payer_name
        UNION ALL SELECT 'person:' || n.key || '|', s.guest_name FROM stay s JOIN name n ON n.raw = s.guest_name
        UNION ALL SELECT 'person:' || n.key || '|' || coalesce(m.birth_date::VARCHAR, ''), m.name
                  FROM missing_person m JOIN name n ON n.raw = m.name
        UNION ALL SELECT account, name FROM holder WHERE name IS NOT NULL) GROUP BY ALL) GROUP BY entity

-- lookup_worded
SELECT 'template:' || t.template_id AS entity, min(left(coalesce(nullif(l.title, ''), l.text, ''), 80)) AS title
FROM template t JOIN listing l USING (record_id) WHERE t.size >= 2 GROUP BY ALL

-- lookup_entity
WITH known AS (
    SELECT entity, count(DISTINCT record) AS records FROM lookup_use GROUP BY entity
    UNION ALL SELECT entity, 0 FROM lookup_degree
    UNION ALL SELECT subject, 0 FROM finding
    UNION ALL SELECT m.entity, 0 FROM (SELECT unnest(members) AS m FROM finding)),
one AS (SELECT entity, max(records) AS records FROM known WHERE entity <> 'cash' GROUP BY entity)
SELECT row_number() OVER (ORDER BY o.records DESC, o.entity) AS n, o.entity, split_part(o.entity, ':', 1) AS kind, o.records,
       coalesce(d.degree, 0) AS degree, coalesce(w.names, []::VARCHAR[]) AS names, coalesce(t.title, '') AS title
FROM one o LEFT JOIN lookup_degree d USING (entity) LEFT JOIN lookup_written w USING (entity) LEFT JOIN lookup_worded t USING (entity)

-- lookup_word
SELECT row_number() OVER (ORDER BY text) AS word, text FROM (
    SELECT kind AS text FROM lookup_record UNION SELECT kind FROM lookup_entity UNION SELECT how FROM lookup_use
    UNION SELECT word FROM lookup_link UNION SELECT tlp FROM lookup_record)
