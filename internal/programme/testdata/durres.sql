INSERT INTO committee (committee_id, id, version, name, qark, sample, founded_on, letterhead, signature, place) VALUES ('durres', 'durres', 1, 'Komiteti Rajonal Antitrafik Durrës', 'AL-02', TRUE, '2022-01-01', '', '', 'Durrës');
INSERT INTO committee_institution (committee_id, id, version, kind, sector, municipality, position, note) VALUES ('durres', 'pref', 1, 'state', 'prefecture', '', 1, '');
INSERT INTO committee_institution (committee_id, id, version, kind, sector, municipality, position, note) VALUES ('durres', 'town', 1, 'state', 'municipality', '10', 2, '');
INSERT INTO committee_institution (committee_id, id, version, kind, sector, municipality, position, note) VALUES ('durres', 'ngo', 1, 'ngo', 'ngo', '', 3, '');
INSERT INTO committee_name (committee_id, id, version, institution_id, name, short, name_key, alias, valid_from, valid_to) VALUES ('durres', 'n1', 1, 'pref', 'Prefektura Durrës', '', 'x', FALSE, '', '');
INSERT INTO committee_name (committee_id, id, version, institution_id, name, short, name_key, alias, valid_from, valid_to) VALUES ('durres', 'n2', 1, 'town', 'Bashkia Durrës', '', 'x', FALSE, '', '');
INSERT INTO committee_name (committee_id, id, version, institution_id, name, short, name_key, alias, valid_from, valid_to) VALUES ('durres', 'n3', 1, 'ngo', 'Qendra e Fëmijëve', '', 'x', FALSE, '', '');
INSERT INTO committee_rule (committee_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified) VALUES ('durres', 'r1', 1, 'gap_answer', '14', 'days', 'Praktikë e propozuar', '', '', FALSE);
