CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, author_sort TEXT, uuid TEXT);
CREATE TABLE identifiers (id INTEGER PRIMARY KEY, book INTEGER, type TEXT, val TEXT);
CREATE TABLE annotations (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, format TEXT NOT NULL, user_type TEXT NOT NULL, user TEXT NOT NULL, timestamp REAL NOT NULL, annot_id TEXT NOT NULL, annot_type TEXT NOT NULL, annot_data TEXT NOT NULL, searchable_text TEXT NOT NULL DEFAULT '');
INSERT INTO books VALUES (1, '茶与咖啡之争', '某甲', 'x');
INSERT INTO identifiers VALUES (1, 1, 'uuid', '00000000-0000-4000-8000-000000000000');
INSERT INTO annotations VALUES (1, 1, 'EPUB', 'local', 'viewer', 1772366459.0, 'a', 'highlight', '{"type":"highlight","uuid":"a","highlighted_text":"要在後面慢慢來","notes":"慢慢来。","start_cfi":"/2/4/2/14[kafei-l7]/1:7","spine_name":"text/kafei.xhtml","toc_family_titles":["咖啡的辯護"],"timestamp":"2026-03-01T12:00:59.000Z"}', '');
INSERT INTO annotations VALUES (2, 1, 'EPUB', 'local', 'viewer', 1772366459.0, 'b', 'bookmark', '{"type":"bookmark","title":"一","pos":"epubcfi(/8/2)"}', '');
INSERT INTO annotations VALUES (3, 1, 'EPUB', 'local', 'viewer', 1772366459.0, 'c', 'highlight', 'no JSON', '');
