-- The index of one workspace. Numbers stand for ids inside it: `record` in order of time (undated first, so a window of
-- time is a run of numbers), `text` newest first, `entity` those of most records first. Times: microseconds since 1970, UTC.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE word (word INTEGER PRIMARY KEY, text TEXT NOT NULL);
-- words of kinds, links, ways of being in a record, handling
CREATE TABLE file (file INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, read_at TEXT NOT NULL);
CREATE TABLE place (place INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, country TEXT NOT NULL,
                    lat REAL, lon REAL, zone TEXT NOT NULL);
CREATE TABLE text (text INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, details TEXT NOT NULL);
-- texts once each, however many records say them
CREATE TABLE record (record INTEGER PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL, source_id TEXT NOT NULL, at INTEGER,
                     until INTEGER, zone INTEGER, place INTEGER, origin INTEGER, text INTEGER, summary TEXT NOT NULL,
                     file INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, tlp INTEGER NOT NULL);
CREATE TABLE entity (entity INTEGER PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL,
                     about TEXT NOT NULL, also TEXT NOT NULL, folded TEXT NOT NULL, records INTEGER NOT NULL,
                     degree INTEGER NOT NULL);
CREATE TABLE entity_record (entity INTEGER NOT NULL, record INTEGER NOT NULL, how INTEGER NOT NULL,
                            PRIMARY KEY (entity, record, how)) WITHOUT ROWID;
CREATE TABLE link (a INTEGER NOT NULL, b INTEGER NOT NULL, word INTEGER NOT NULL, probability REAL NOT NULL,
                   observed INTEGER NOT NULL, since INTEGER, until INTEGER, records INTEGER NOT NULL,
                   PRIMARY KEY (a, b, word)) WITHOUT ROWID;
CREATE TABLE lead (lead INTEGER PRIMARY KEY, id TEXT NOT NULL, score REAL NOT NULL, exploitation TEXT NOT NULL, says TEXT NOT NULL);
CREATE TABLE lead_member (entity INTEGER NOT NULL, lead INTEGER NOT NULL, role TEXT NOT NULL, probability REAL NOT NULL,
                          PRIMARY KEY (entity, lead)) WITHOUT ROWID;
CREATE TABLE lead_finding (lead INTEGER NOT NULL, indicator TEXT NOT NULL, strength REAL NOT NULL, says TEXT NOT NULL,
                           subject INTEGER);
CREATE TABLE fresh (file INTEGER NOT NULL, kind INTEGER NOT NULL, records INTEGER NOT NULL, newest INTEGER);
CREATE TABLE rarity (term TEXT NOT NULL, whose TEXT NOT NULL, docs INTEGER NOT NULL, PRIMARY KEY (whose, term)) WITHOUT ROWID;
-- in how many texts and entities three letters stand
CREATE VIRTUAL TABLE text_index USING fts5(forms, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE entity_index USING fts5(forms, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');
