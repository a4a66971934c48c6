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
  ],
};
