-- Times are milliseconds since 1970 by the database's clock; a value is NULL where it is NaN.

CREATE TABLE study (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name      text   NOT NULL UNIQUE,
  space     text   NOT NULL,  -- JSON
  objective text   NOT NULL,
  direction text   NOT NULL,
  seed      bigint NOT NULL,
  settings  text   NOT NULL,  -- JSON, texts by name
  created   bigint NOT NULL,
  trials    bigint NOT NULL,  -- how many there are: the number of the next
  revision  bigint NOT NULL   -- of the last change
);

CREATE TABLE trial (
  study         bigint NOT NULL REFERENCES study (id) ON DELETE CASCADE,
  number        bigint NOT NULL,
  configuration text   NOT NULL,  -- JSON, values by name
  seed          bigint NOT NULL,
  state         text   NOT NULL,
  value         double precision,
  lease         bigint NOT NULL,
  worker        text   NOT NULL,
  note          text   NOT NULL,
  created       bigint NOT NULL,
  heard         bigint NOT NULL,  -- when a running one was last claimed, reported or beaten
  ended         bigint,
  revision      bigint NOT NULL,
  PRIMARY KEY (study, number)
) WITH (fillfactor = 80);

CREATE INDEX trial_by_revision ON trial (study, revision);
CREATE INDEX trial_running ON trial (study) WHERE state = 'RUNNING';

CREATE TABLE report (
  study    bigint NOT NULL,
  number   bigint NOT NULL,
  step     bigint NOT NULL,
  value    double precision,
  measures text   NOT NULL,  -- JSON, numbers by name
  revision bigint NOT NULL,
  PRIMARY KEY (study, number, step),
  FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
);

CREATE INDEX report_by_revision ON report (study, revision);
