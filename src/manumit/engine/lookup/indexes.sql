-- Made after the tables are filled: sorting once is cheaper than keeping order.
CREATE INDEX record_id ON record (id);
CREATE INDEX record_source ON record (source_id COLLATE NOCASE);
CREATE INDEX record_text ON record (text) WHERE text IS NOT NULL;
CREATE INDEX entity_id ON entity (id);
CREATE INDEX entity_folded ON entity (folded);
CREATE INDEX record_entity ON entity_record (record, entity, how);
CREATE INDEX link_back ON link (b, a);
CREATE INDEX lead_of_member ON lead_member (lead);
CREATE INDEX finding_subject ON lead_finding (subject);
