-- Times are milliseconds since 1970 by the database's clock; a value is NULL where it is NaN.

CREATE TABLE study (
  id        INTEGER PRIMARY KEY,
  name      TEXT    NOT NULL UNIQUE,
  space     TEXT    NOT NULL,  -- JSON
  objective TEXT    NOT NULL,
  direction TEXT    NOT NULL,
  seed      INTEGER NOT NULL,
  settings  TEXT    NOT NULL,  -- JSON, texts by name
  created   INTEGER NOT NULL,
  trials    INTEGER NOT NULL,  -- how many there are: the number of the next
  revision  INTEGER NOT NULL   -- of the last change
);

CREATE TABLE trial (
  study         INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  configuration TEXT    NOT NULL,  -- JSON, values by name
  seed          INTEGER NOT NULL,
  state         TEXT    NOT NULL,
  value         REAL,
  lease         INTEGER NOT NULL,
  worker        TEXT    NOT NULL,
  note          TEXT    NOT NULL,
  created       INTEGER NOT NULL,
  heard         INTEGER NOT NULL,  -- when a running one was last claimed, reported or beaten
  ended         INTEGER,
  revision      INTEGER NOT NULL,
  PRIMARY KEY (study, number)
) WITHOUT ROWID;

CREATE INDEX trial_by_revision ON trial (study, revision);
CREATE INDEX trial_running ON trial (study) WHERE state = 'RUNNING';

CREATE TABLE report (
  study    INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  step     INTEGER NOT NULL,
  value    REAL,
  measures TEXT    NOT NULL,  -- JSON, numbers by name
  revision INTEGER NOT NULL,
  PRIMARY KEY (study, number, step),
  FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX report_by_revision ON report (study, revision);
