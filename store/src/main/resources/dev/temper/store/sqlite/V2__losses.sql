-- How often a trial was lost.
ALTER TABLE trial ADD COLUMN losses INTEGER NOT NULL DEFAULT 0;
