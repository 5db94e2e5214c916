-- Ties between entities, each with a probability that both are the same actor's and a word that says how.
-- Shared never means same: an identifier on many unrelated things loses power (hub guard), a common name too.
-- What people judged (`judged`: a, b, verdict) has the last word on its pair.

-- reach
-- how widely an identifier is used: distinct templates of the listings, accounts and travellers that carry it
SELECT c.entity, count(DISTINCT c.record_id) AS records, count(DISTINCT l.template_id) AS templates,
       count(DISTINCT l.place) AS places, count(DISTINCT h.account) AS accounts, count(DISTINCT h.surname) AS surnames,
       count(DISTINCT j.passenger) AS travellers,
       1.0 / (1 + pow(greatest(count(DISTINCT l.template_id) / 12.0, count(DISTINCT h.account) / 8.0,
                               count(DISTINCT j.passenger) / 25.0), 3)) AS power
FROM contact c LEFT JOIN listing l USING (record_id) LEFT JOIN holder h USING (record_id) LEFT JOIN journey j USING (record_id)
GROUP BY c.entity

-- site_contact
-- who is reached on a site's pages, or at or beside an e-mail address of it; a site with many contacts is a board or a
-- platform and nobody's own
SELECT site, entity, records, count(*) OVER (PARTITION BY site) AS contacts
FROM (SELECT s.site, c.entity, count(DISTINCT c.record_id) AS records
      FROM site s JOIN contact c ON c.record_id = s.record_id JOIN reach r ON r.entity = c.entity
      WHERE s.how <> 'leads to' AND c.kind IN ('phone', 'handle', 'email', 'wallet') AND c.record_kind <> 'account' AND r.power >= 0.3
      GROUP BY ALL)

-- picture
-- a picture on an advert or page and who is reached there; what stands all over a board (its logo, a banner) is left out.
-- Where its files were looked at: how many contents show it, the surest pair in words, and the image records
WITH pages AS (SELECT site, count(DISTINCT record_id) AS pages FROM site WHERE how = 'own' GROUP BY site),
boards AS (SELECT DISTINCT site FROM site_contact WHERE contacts > 3),
shown AS (
    SELECT m.entity, m.record_id, m.record_kind, m.site,
           count(*) OVER (PARTITION BY m.entity, m.site) AS there FROM mark m WHERE m.kind = 'picture')
SELECT s.entity, s.record_id, s.record_kind, s.site, c.entity AS contact, e.forms, e.says, e.images
FROM shown s LEFT JOIN picture_edit e ON e.entity = s.entity JOIN contact c ON c.record_id = s.record_id AND c.kind IN ('phone', 'handle', 'email', 'wallet')
JOIN reach r ON r.entity = c.entity AND r.power >= 0.3
LEFT JOIN pages p ON p.site = s.site LEFT JOIN boards b ON b.site = s.site
WHERE s.record_kind = 'ad' OR b.site IS NULL OR s.there <= greatest(2, p.pages / 3)

-- mark_reach
-- how widely a mark is used: sites for an id or a form, contacts for a picture; what everybody uses (a platform's own id,
-- a stock photo) loses power
SELECT entity, kind, records, sites, contacts, 1.0 / (1 + pow(CASE WHEN kind = 'picture' THEN contacts / 8.0 ELSE sites / 8.0 END, 3)) AS power
FROM (SELECT m.entity, m.kind, count(DISTINCT m.record_id) AS records, count(DISTINCT nullif(m.site, '')) AS sites FROM mark m GROUP BY ALL)
LEFT JOIN (SELECT entity, count(DISTINCT contact) AS contacts FROM picture GROUP BY entity) USING (entity)

-- rarity
-- how many different people a name may stand for: accounts that share no contact, and birth dates
SELECT key AS name_key, greatest(1, count(DISTINCT who) FILTER (kind = 'account'),
                                 count(DISTINCT who) FILTER (kind = 'birth')) AS bearers
FROM (SELECT name_key AS key, 'account' AS kind, coalesce(min(c.entity), h.account) AS who
      FROM holder h LEFT JOIN contact c ON c.record_id = h.record_id AND c.kind = 'phone'
      WHERE h.kind IS DISTINCT FROM 'business' GROUP BY h.account, name_key
      UNION ALL SELECT DISTINCT name_key, 'birth', passenger FROM journey WHERE birth_date IS NOT NULL)
WHERE key IS NOT NULL AND contains(key, ' ') GROUP BY key

-- tie
WITH held AS (
    SELECT h.account AS a, c.entity AS b, 'holds' AS word, 0.97 * r.power AS probability
    FROM contact c JOIN holder h USING (record_id) JOIN reach r USING (entity)),
travels AS (   -- the contact of a booking is the traveller's own, unless several strangers share it: then the booker's
    SELECT j.passenger AS a, c.entity AS b, 'books with' AS word,
           CASE WHEN r.travellers <= 2 THEN 0.9 ELSE 0.6 * r.power END AS probability
    FROM contact c JOIN journey j USING (record_id) JOIN reach r USING (entity) WHERE c.kind IN ('phone', 'email')),
papers AS (
    SELECT DISTINCT passenger AS a, 'document:' || upper(document) AS b, 'carries' AS word, 0.95 AS probability
    FROM journey WHERE document IS NOT NULL AND document <> ''),
named AS (   -- the same full name, as rare as it is
    SELECT h.account AS a, j.passenger AS b, 'same name' AS word, 0.8 / (r.bearers * r.bearers) AS probability
    FROM holder h JOIN (SELECT DISTINCT passenger, name_key FROM journey) j ON h.name_key = j.name_key
    JOIN rarity r ON r.name_key = h.name_key WHERE r.bearers <= 3
    UNION ALL
    SELECT h.account, s.guest, 'same name', 0.8 / (r.bearers * r.bearers)
    FROM holder h JOIN (SELECT DISTINCT guest, name_key FROM lodging) s ON h.name_key = s.name_key
    JOIN rarity r ON r.name_key = h.name_key WHERE r.bearers <= 3
    UNION ALL
    SELECT s.guest, j.passenger, 'same name', 0.8 / (r.bearers * r.bearers)
    FROM (SELECT DISTINCT guest, name_key FROM lodging) s JOIN (SELECT DISTINCT passenger, name_key FROM journey) j
      ON s.name_key = j.name_key AND s.guest <> j.passenger
    JOIN rarity r ON r.name_key = s.name_key WHERE r.bearers <= 3),
waged AS (   -- a wage paid in one person's name into an account: the named person and the account that took it
    SELECT DISTINCT t.creditor AS a, k.entity AS b, 'takes wages of' AS word, 0.85 / r.bearers AS probability
    FROM transfer t JOIN party h ON h.account = t.creditor AND h.kind <> 'business' AND t.memo_name <> coalesce(h.name_key, '')
    JOIN rarity r ON r.name_key = t.memo_name AND r.bearers <= 3
    JOIN (SELECT account AS entity, name_key FROM holder WHERE kind IS DISTINCT FROM 'business'
          UNION SELECT passenger, name_key FROM journey UNION SELECT guest, name_key FROM lodging) k ON k.name_key = t.memo_name
    WHERE t.channel = 'payroll' AND k.entity <> t.creditor),
own AS (   -- one holder's several accounts
    SELECT x.account AS a, y.account AS b, 'same holder' AS word, CASE WHEN x.address = y.address THEN 0.95 ELSE 0.6 / r.bearers END AS probability
    FROM holder x JOIN holder y ON x.name_key = y.name_key AND x.account < y.account JOIN rarity r ON r.name_key = x.name_key AND r.bearers <= 3
    WHERE x.kind IS DISTINCT FROM 'business' AND y.kind IS DISTINCT FROM 'business'),
watched AS (   -- a sighting at an address or property that accounts or stays name
    SELECT DISTINCT 'address:' || h.address || '|' || coalesce(h.city, '') AS a, 'sighting:' || plain(s.place) AS b, 'seen at' AS word, 0.7 AS probability
    FROM sighting s JOIN holder h ON h.address = plain(s.place) WHERE length(h.address) > 5),
together AS (   -- two contacts on one listing, neither of them a relay
    SELECT x.entity AS a, y.entity AS b, 'advertised together' AS word,
           0.9 * rx.power * ry.power * (1 - pow(0.5, count(DISTINCT x.record_id))) AS probability
    FROM contact x JOIN contact y ON x.record_id = y.record_id AND x.entity < y.entity AND x.record_kind IN ('ad', 'page', 'post', 'offer', 'report')
    JOIN reach rx ON rx.entity = x.entity JOIN reach ry ON ry.entity = y.entity
    WHERE rx.records <= 400 AND ry.records <= 400 GROUP BY x.entity, y.entity, rx.power, ry.power),
worded AS (   -- a text and the contacts it is posted with: strong when each has few others
    SELECT DISTINCT c.entity AS a, 'template:' || l.template_id AS b, 'advertised in' AS word,
           0.8 * r.power / greatest(1, t.contacts / 4.0) AS probability
    FROM contact c JOIN listing l USING (record_id) JOIN reach r USING (entity)
    JOIN (SELECT l.template_id, count(DISTINCT c.entity) AS contacts FROM contact c JOIN listing l USING (record_id)
          WHERE c.kind IN ('phone', 'handle', 'email') GROUP BY l.template_id) t USING (template_id)
    WHERE c.kind IN ('phone', 'handle', 'email') AND l.template_size >= 2),
stands AS (   -- a site and who is reached there
    SELECT c.entity AS a, 'site:' || c.site AS b, 'reached at the site' AS word, 0.8 * r.power / greatest(1, c.contacts / 4.0) AS probability
    FROM site_contact c JOIN reach r USING (entity) WHERE c.contacts <= 12),
carried AS (   -- sites that carry one account's id, or send their forms to one place
    SELECT DISTINCT 'site:' || m.site AS a, m.entity AS b, CASE m.kind WHEN 'form' THEN 'sends its form to' WHEN 'payee' THEN 'pays into' ELSE 'carries the id' END AS word,
           CASE m.kind WHEN 'payee' THEN 0.9 ELSE 0.75 END * r.power AS probability
    FROM mark m JOIN mark_reach r USING (entity) WHERE m.kind <> 'picture' AND m.site <> '' AND r.sites >= 2),
pictured AS (   -- adverts of several contacts with one picture
    SELECT DISTINCT p.contact AS a, p.entity AS b, 'shows the picture' AS word, 0.8 * r.power / greatest(1, r.contacts / 4.0) AS probability
    FROM picture p JOIN mark_reach r USING (entity) WHERE r.contacts BETWEEN 2 AND 12),
lives AS (
    SELECT account AS a, 'address:' || address || '|' || coalesce(city, '') AS b, 'lives at' AS word,
           CASE WHEN count(*) OVER (PARTITION BY address, city) <= 30
                THEN 0.5 / greatest(1, count(*) OVER (PARTITION BY address, city) / 4.0) ELSE 0 END AS probability
    FROM holder WHERE address IS NOT NULL AND length(address) > 5)
SELECT a, b, arg_max(word, (probability, word)) AS word, max(probability) AS probability
FROM (SELECT * FROM held UNION ALL SELECT * FROM travels UNION ALL SELECT * FROM papers UNION ALL SELECT * FROM named
      UNION ALL SELECT * FROM waged UNION ALL SELECT * FROM own UNION ALL SELECT * FROM watched
      UNION ALL SELECT * FROM together UNION ALL SELECT * FROM worded UNION ALL SELECT * FROM stands
      UNION ALL SELECT * FROM carried UNION ALL SELECT * FROM pictured UNION ALL SELECT * FROM lives
      UNION ALL SELECT a, b, 'judged the same', 1.0 FROM judged WHERE verdict = 'same')
WHERE a <> b AND probability >= 0.05
  AND least(a, b) || chr(31) || greatest(a, b) NOT IN (SELECT a || chr(31) || b FROM judged WHERE verdict = 'different')
GROUP BY a, b

-- kin
-- accounts behind which the same hand may stand: one phone, e-mail or (weakly) address
WITH near AS (
    SELECT x.a AS account, y.a AS other, round(1 - product(1 - x.probability * y.probability), 9) AS probability,
           min(x.b) AS through
    FROM tie x JOIN tie y ON x.b = y.b AND x.a <> y.a AND x.a LIKE 'account:%' AND y.a LIKE 'account:%' AND x.word IN ('holds', 'lives at') AND y.word IN ('holds', 'lives at')
    GROUP BY x.a, y.a HAVING round(1 - product(1 - x.probability * y.probability), 9) >= 0.05
    UNION ALL SELECT a, b, 1.0, '' FROM judged WHERE verdict = 'same' AND a LIKE 'account:%' AND b LIKE 'account:%'
    UNION ALL SELECT b, a, 1.0, '' FROM judged WHERE verdict = 'same' AND a LIKE 'account:%' AND b LIKE 'account:%')
SELECT account, other, max(probability) AS probability, arg_max(through, probability) AS through FROM near
WHERE least(account, other) || chr(31) || greatest(account, other) NOT IN (SELECT a || chr(31) || b FROM judged WHERE verdict = 'different')
GROUP BY account, other

-- deed
-- what an entity, or who is probably the same hand, does: how many records or counterparties of each sort
WITH near AS (
    SELECT a AS entity, b AS hand FROM tie WHERE probability >= 0.4 AND word IN ('holds', 'same name', 'same holder', 'books with', 'judged the same')
    UNION SELECT b, a FROM tie WHERE probability >= 0.4 AND word IN ('holds', 'same name', 'same holder', 'books with', 'judged the same')
    UNION SELECT a, a FROM tie UNION SELECT b, b FROM tie),
known AS (SELECT * FROM near QUALIFY count(*) OVER (PARTITION BY entity) <= 25),  -- beyond, it is nobody's hand
done AS (
    SELECT entity AS hand, CASE record_kind WHEN 'booking' THEN 'booking_contact' ELSE record_kind END AS deed, record_id AS what
    FROM contact WHERE record_kind IN ('ad', 'page', 'post', 'offer', 'booking', 'report', 'account')
    UNION ALL SELECT 'person:' || payer_key || '|', 'ticket_for_other', record_id FROM journey WHERE payer_key <> name_key
    UNION ALL SELECT passenger, 'journey', record_id FROM journey
    UNION ALL SELECT payer, 'room_for_other', record_id FROM lodging WHERE payer IS NOT NULL AND name_key <> payer_key
    UNION ALL SELECT guest, 'stay', record_id FROM lodging
    UNION ALL SELECT debtor, 'ad_spend', record_id FROM transfer WHERE mcc IN ('7311', '5968', '4816', '7273')
    UNION ALL SELECT creditor, 'paid_at_night', record_id FROM transfer WHERE night AND debtor_kind <> 'business' AND debtor <> 'cash'
    UNION ALL SELECT creditor, 'cash_in', record_id FROM transfer WHERE debtor = 'cash'
    UNION ALL SELECT debtor, 'cash_out', record_id FROM transfer WHERE creditor = 'cash'
    UNION ALL SELECT creditor, 'wage', record_id FROM transfer WHERE channel = 'payroll'
    UNION ALL SELECT DISTINCT creditor, 'payer', debtor FROM transfer
    WHERE debtor_kind <> 'business' AND debtor <> 'cash' AND NOT standing AND directed > 0.8
    UNION ALL SELECT DISTINCT debtor, 'payee', creditor FROM transfer
    WHERE creditor_kind <> 'business' AND creditor <> 'cash' AND NOT standing AND directed > 0.8)
SELECT k.entity, d.deed, count(DISTINCT d.what) AS n
FROM known k JOIN done d USING (hand) WHERE k.entity <> 'cash' GROUP BY ALL
