-- The tables that indicators read: records made comparable. One statement a table, in order; `-- name` starts each.
-- Times: `seen` is UTC, `local_at` what a clock on the wall showed there. Amounts: `amount` in whole units
-- of its currency, compared only within one currency (no exchange rates needed).
-- Entities are written `kind:key`: account:, phone:, email:, handle:, wallet:, person:, address:, template:, site:, id:,
-- form:, picture:.

-- holder
SELECT a.record_id, a.source_id,
       'account:' || account_key(a.source_id) AS account,
       a.observed_at::TIMESTAMP AS opened_at,
       CASE WHEN lower(a.kind) IN ('person', 'private', 'individual', 'personal', 'retail') THEN 'person'
            WHEN a.kind IS NULL OR a.kind = '' THEN NULL ELSE 'business' END AS kind,
       a.holder_name AS name, n.key AS name_key, n.surname AS surname,
       'person:' || n.key || '|' AS person,
       plain(a.address) AS address, plain(a.city) AS city, upper(a.country) AS country,
       lower(a.occupation) AS occupation
FROM account a LEFT JOIN name n ON n.raw = a.holder_name
QUALIFY row_number() OVER (PARTITION BY account_key(a.source_id) ORDER BY a.observed_at, a.record_id) = 1

-- contact
SELECT DISTINCT m.record_id, m.record_kind, m.kind, m.value,
       m.kind || ':' || m.value AS entity, m.confidence, m.field
FROM mention m
WHERE m.kind IN ('phone', 'email', 'handle', 'wallet', 'iban', 'document') AND m.confidence >= 0.5

-- payment_once
SELECT * FROM (SELECT *, row_number() OVER (
        PARTITION BY file_sha256, debtor_account, creditor_account, amount, currency, observed_at::DATE
        ORDER BY byte_offset, source_id) AS ordinal FROM payment)
WHERE amount IS NOT NULL AND amount > 0 AND (debtor_account IS NOT NULL OR creditor_account IS NOT NULL)
QUALIFY row_number() OVER (
    PARTITION BY coalesce(account_key(debtor_account), ''), coalesce(account_key(creditor_account), ''), amount, currency,
                 observed_at::DATE, ordinal  -- the k-th such payment of one file is the k-th of the other
    ORDER BY (observed_at::TIMESTAMP::TIME = TIME '00:00:00'), reader, record_id) = 1

-- party
WITH flow AS (
    SELECT account_key(debtor_account) AS account, account_key(creditor_account) AS other, 'out' AS way, country, city
    FROM payment_once
    UNION ALL
    SELECT account_key(creditor_account), account_key(debtor_account), 'in', country, city FROM payment_once),
degree AS (
    SELECT account, count(*) AS payments,
           count(DISTINCT other) FILTER (way = 'in') AS payers, count(DISTINCT other) FILTER (way = 'out') AS payees
    FROM flow WHERE account IS NOT NULL GROUP BY account)
SELECT coalesce(h.account, 'account:' || d.account) AS account,
       h.record_id AS holder_record, h.opened_at, h.name, h.name_key, h.surname, h.person, h.address, h.city, h.country,
       h.occupation, coalesce(d.payments, 0) AS payments, coalesce(d.payers, 0) AS payers, coalesce(d.payees, 0) AS payees,
       -- an account nobody described, paid by or paying very many, is a business (a shop, an employer, a processor)
       coalesce(h.kind, CASE WHEN d.payers > 40 OR d.payees > 40 THEN 'business' END, 'unknown') AS kind
FROM holder h FULL JOIN degree d ON h.account = 'account:' || d.account

-- flow
-- all that one account paid another. `standing`: about the same sum about once a month (rent, allowance, instalment);
-- `directed`: 1 when nothing comes back, 0 when as much does (friends, shared bills)
WITH pair AS (
    SELECT 'account:' || account_key(debtor_account) AS debtor, 'account:' || account_key(creditor_account) AS creditor, currency,
           count(*) AS payments, sum(amount::DOUBLE) AS total, count(DISTINCT amount) AS sums,
           date_diff('month', min(observed_at), max(observed_at)) + 1 AS months
    FROM payment_once WHERE debtor_account IS NOT NULL AND creditor_account IS NOT NULL GROUP BY ALL)
SELECT p.debtor, p.creditor, p.currency, p.payments, p.payments >= 2 AND p.sums <= greatest(1, p.payments / 3) AND p.payments <= 1.3 * p.months + 1 AS standing,
       greatest(0, 1 - coalesce(b.total, 0) / p.total) AS directed
FROM pair p LEFT JOIN pair b ON b.debtor = p.creditor AND b.creditor = p.debtor AND b.currency = p.currency

-- transfer
SELECT *, CASE WHEN local_at::TIME = TIME '00:00:00' THEN NULL   -- a date without a time of day
            ELSE hour(local_at) >= 22 OR hour(local_at) < 5 END AS night
FROM (SELECT p.record_id, p.source_id, p.observed_at::TIMESTAMP AS seen,
       CASE WHEN p.zone_minutes IS NOT NULL AND p.zone_minutes <> 0
                THEN p.observed_at::TIMESTAMP + to_minutes(p.zone_minutes::INT)
            WHEN g.timezone IS NOT NULL THEN timezone(g.timezone, p.observed_at)
            ELSE p.observed_at::TIMESTAMP END AS local_at,
       coalesce('account:' || account_key(p.debtor_account), 'cash') AS debtor,
       coalesce('account:' || account_key(p.creditor_account), 'cash') AS creditor,
       p.amount::DOUBLE / power(10, p.amount_exponent) AS amount, p.currency,
       CASE WHEN regexp_matches(lower(coalesce(p.channel, '') || ' ' || coalesce(p.memo, '')),
            '\b(payroll|salary|salaries|wages?|payslip|n[oó]mina|sal[aá]rio|sueldo|folha|salaire|paie|lohn|gehalt|salariu|sahod|sweldo|lương)\b|зарплат|зарабо[тc]|аванс')
            AND NOT lower(coalesce(p.channel, '')) IN ('p2p', 'cash', 'card') THEN 'payroll'
            ELSE lower(coalesce(p.channel, '')) END AS channel,
       lpad(regexp_extract(coalesce(p.merchant_category, ''), '[0-9]+'), 4, '0') AS mcc,
       plain(p.city) AS city, upper(p.country) AS country, p.memo,
       trim(regexp_replace(plain(coalesce(p.creditor_name, '') || ' ' || coalesce(p.memo, '')), '[0-9]+', '', 'g')) AS memo_stem,
       coalesce(d.kind, 'cash') AS debtor_kind, coalesce(c.kind, 'cash') AS creditor_kind, n.key AS memo_name, coalesce(f.standing, false) AS standing, coalesce(f.directed, 1) AS directed, d.surname AS debtor_surname, c.surname AS creditor_surname,
       d.city AS debtor_city, c.city AS creditor_city
FROM payment_once p
LEFT JOIN party d ON d.account = 'account:' || account_key(p.debtor_account)
LEFT JOIN party c ON c.account = 'account:' || account_key(p.creditor_account)
LEFT JOIN flow f ON f.debtor = d.account AND f.creditor = c.account AND f.currency = p.currency
LEFT JOIN memo_name n ON n.raw = coalesce(nullif(p.creditor_name, ''), p.memo)
LEFT JOIN gazetteer g ON g.name = plain(p.city) AND g.country = coalesce(upper(p.country), ''))

-- listing
SELECT l.*, t.template_id, t.size AS template_size, g.lat AS place_lat, g.lon AS place_lon,
       coalesce(g.place, plain(l.location)) AS place
FROM (
    SELECT record_id, 'ad' AS record_kind, source_id, observed_at::TIMESTAMP AS seen, plain(source) AS source, title, text, location,
           lat, lon, price::DOUBLE / power(10, price_exponent) AS price, currency FROM ad
    UNION ALL BY NAME
    SELECT record_id, 'page' AS record_kind, source_id, observed_at::TIMESTAMP AS seen,
           regexp_extract(coalesce(url, source_id), '^[a-z]+://([^/]+)', 1) AS source, title, text FROM page
    UNION ALL BY NAME
    SELECT record_id, 'post' AS record_kind, source_id, observed_at::TIMESTAMP AS seen, plain(platform) AS source, text FROM post
    UNION ALL BY NAME
    SELECT record_id, 'offer' AS record_kind, source_id, observed_at::TIMESTAMP AS seen, plain(source) AS source, title, text,
           concat_ws(', ', location, country) AS location, pay::DOUBLE / power(10, pay_exponent) AS price, currency FROM offer) l
LEFT JOIN template t ON t.record_id = l.record_id
LEFT JOIN (SELECT record_id, min(value) AS named FROM mention WHERE kind = 'place' AND field <> 'location'
             AND extractor NOT LIKE 'country/%'   -- a country is no town
           GROUP BY record_id) m ON m.record_id = l.record_id
LEFT JOIN gazetteer g ON g.name = plain(coalesce(nullif(l.location, ''), m.named)) AND g.country = ''

-- journey
WITH named AS (
    SELECT b.record_id, b.source_id, b.record_locator AS locator, b.observed_at::TIMESTAMP AS booked_at,
           b.departs_at::TIMESTAMP AS departs_at, upper(b.origin) AS origin, upper(b.destination) AS destination,
           n.key AS name_key, n.surname, 'person:' || n.key || '|' || coalesce(b.birth_date::VARCHAR, '') AS passenger,
           b.birth_date, b.document, b.ticket_number, b.agency,
           b.payment_form, b.payer_name, pn.key AS payer_key, pn.surname AS payer_surname,
           b.agency IS NULL AND b.payer_name IS NULL AND b.payment_form IS NULL AS manifest
    FROM booking b LEFT JOIN name n ON n.raw = b.passenger_name LEFT JOIN name pn ON pn.raw = b.payer_name
    WHERE n.key IS NOT NULL),
home AS (   -- the way home, which is itself no one-way journey
    SELECT a.record_id AS out_id, b.record_id AS home_id, b.departs_at
    FROM named a JOIN named b ON a.passenger = b.passenger AND b.departs_at > a.departs_at + INTERVAL 12 HOUR
     AND b.departs_at <= a.departs_at + INTERVAL 60 DAY AND b.destination = a.origin),
back AS (
    SELECT record_id, min(departs_at) AS returns_at
    FROM (SELECT out_id AS record_id, departs_at FROM home UNION ALL SELECT home_id, departs_at FROM home) GROUP BY record_id),
ways AS (   -- a journey whose own segments come home again
    SELECT b.record_id, min(l.departs_at)::TIMESTAMP AS returns_at
    FROM booking b JOIN leg l ON l.booking_source_id = b.source_id AND l.file_sha256 = b.file_sha256
     AND l.departs_at > b.departs_at + INTERVAL 12 HOUR AND upper(l.destination) = upper(b.origin)
    GROUP BY b.record_id),
size AS (SELECT locator, booked_at::DATE AS day, count(DISTINCT passenger) AS travellers FROM named
         WHERE locator IS NOT NULL GROUP BY ALL)
SELECT j.*, coalesce(k.returns_at, w.returns_at) AS returns_at,
       coalesce(s.travellers, 1) AS travellers, date_diff('year', j.birth_date, j.departs_at::DATE) AS age,
       o.in_country AS from_country, d.in_country AS to_country, o.lat AS from_lat, o.lon AS from_lon, d.lat AS to_lat, d.lon AS to_lon
FROM named j LEFT JOIN back k USING (record_id) LEFT JOIN ways w USING (record_id)
LEFT JOIN size s ON s.locator = j.locator AND s.day = j.booked_at::DATE
LEFT JOIN gazetteer o ON o.name = lower(j.origin) AND o.country = '' LEFT JOIN gazetteer d ON d.name = lower(j.destination) AND d.country = ''

-- lodging
SELECT s.record_id, s.source_id, s.observed_at::TIMESTAMP AS check_in, coalesce(s.check_out::TIMESTAMP, s.observed_at::TIMESTAMP + INTERVAL 1 DAY) AS check_out,
       plain(s.property) AS property, plain(s.city) AS city, upper(s.country) AS country,
       n.key AS name_key, n.surname, 'person:' || n.key || '|' AS guest, coalesce(s.rooms, 1) AS rooms,
       'account:' || account_key(s.paid_by_account) AS payer, p.kind AS payer_kind, p.surname AS payer_surname, p.name_key AS payer_key
FROM stay s LEFT JOIN name n ON n.raw = s.guest_name
LEFT JOIN party p ON p.account = 'account:' || account_key(s.paid_by_account)
