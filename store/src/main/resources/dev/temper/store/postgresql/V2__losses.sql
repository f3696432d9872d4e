-- How often a trial was lost.
ALTER TABLE trial ADD COLUMN losses bigint NOT NULL DEFAULT 0;
