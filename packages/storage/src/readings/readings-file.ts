import type { DatabaseFile } from '#sqlite/database-file.ts';

/** Most channels that one stream can have. */
export const channelsPerStreamMax = 16;

/** c0, c1, ...: the value of the channel at that position of its stream. */
export const valueColumns: readonly string[] = Array.from(
  { length: channelsPerStreamMax },
  (_, index) => `c${index}`,
);

/** `readings.db`: commits first, and grows by about 100 bytes a reading. */
export const readingsFile: DatabaseFile = {
  name: 'readings.db',
  applicationId: 0x41525452, // "ARTR"
  migrations: [
    `
    CREATE TABLE source (
      id INTEGER PRIMARY KEY,
      source_id TEXT NOT NULL UNIQUE,
      newest_cursor INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      source INTEGER NOT NULL REFERENCES source (id),
      boot TEXT NOT NULL,
      stream TEXT NOT NULL,
      UNIQUE (source, boot, stream)
    ) STRICT;

    CREATE TABLE reading (
      cursor INTEGER PRIMARY KEY AUTOINCREMENT,
      series INTEGER NOT NULL REFERENCES series (id),
      source INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      mono_us INTEGER NOT NULL,
      wall_ms INTEGER NOT NULL,
      channels INTEGER NOT NULL,
      missing BLOB,
      c0 REAL, c1 REAL, c2 REAL, c3 REAL, c4 REAL, c5 REAL, c6 REAL, c7 REAL,
      c8 REAL, c9 REAL, c10 REAL, c11 REAL, c12 REAL, c13 REAL, c14 REAL, c15 REAL
    ) STRICT;
    CREATE UNIQUE INDEX reading_place ON reading (series, seq);
    CREATE INDEX reading_time ON reading (source, mono_us);
    `,
    `
    ALTER TABLE reading ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX reading_late ON reading (source, cursor) WHERE late = 1;
    ALTER TABLE source ADD COLUMN looked_cursor INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE series ADD COLUMN next_seq INTEGER NOT NULL DEFAULT 0;
    UPDATE series SET next_seq =
      coalesce((SELECT max(seq) + 1 FROM reading WHERE reading.series = series.id), 0);
    CREATE TABLE boot (
      source INTEGER NOT NULL REFERENCES source (id),
      boot TEXT NOT NULL,
      count INTEGER NOT NULL,
      born_wall_ms INTEGER NOT NULL,
      PRIMARY KEY (source, boot)
    ) STRICT;
    CREATE TABLE gap (
      id INTEGER PRIMARY KEY,
      series INTEGER NOT NULL REFERENCES series (id),
      first_seq INTEGER NOT NULL,
      last_seq INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      noticed_wall_ms INTEGER NOT NULL,
      filled_wall_ms INTEGER,
      lost_wall_ms INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX gap_place ON gap (series, first_seq);
    CREATE INDEX gap_open ON gap (series) WHERE missing > 0 AND lost_wall_ms IS NULL;
    `,
    `
    CREATE TABLE loss (
      series INTEGER NOT NULL REFERENCES series (id),
      seq INTEGER NOT NULL,
      from_us INTEGER NOT NULL,
      to_us INTEGER NOT NULL,
      readings INTEGER NOT NULL,
      PRIMARY KEY (series, seq)
    ) STRICT, WITHOUT ROWID;
    `,
  ],
};
