import type { DatabaseFile } from '#sqlite/database-file.ts';

/** `main.db`: machines, roasts and what people did. A change and the event that tells of it commit together. */
export const mainFile: DatabaseFile = {
  name: 'main.db',
  applicationId: 0x4152544d, // "ARTM"
  migrations: [
    `
    CREATE TABLE machine (
      id TEXT PRIMARY KEY,
      document TEXT NOT NULL
    ) STRICT;

    CREATE TABLE clock_anchor (
      source_id TEXT PRIMARY KEY,
      system_boot TEXT NOT NULL,
      system_mono_us INTEGER NOT NULL,
      system_wall_ms INTEGER NOT NULL,
      source_mono_us INTEGER NOT NULL,
      source_wall_ms INTEGER NOT NULL,
      rate REAL NOT NULL
    ) STRICT;

    CREATE TABLE roast (
      id TEXT PRIMARY KEY,
      revision INTEGER NOT NULL,
      machine_id TEXT,
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
      listed_at_ms INTEGER NOT NULL,
      search_text TEXT NOT NULL,
      span TEXT,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX roast_listed ON roast (listed_at_ms, id);
    CREATE INDEX roast_of_machine ON roast (machine_id, listed_at_ms, id);
    CREATE INDEX roast_open ON roast (machine_id, listed_at_ms, id) WHERE is_open = 1;

    CREATE TABLE roast_import (
      roast_id TEXT PRIMARY KEY REFERENCES roast (id),
      gaps TEXT NOT NULL,
      foreign_format TEXT,
      foreign_gzip BLOB,
      CHECK ((foreign_format IS NULL) = (foreign_gzip IS NULL))
    ) STRICT;

    CREATE TABLE roast_curve (
      roast_id TEXT NOT NULL REFERENCES roast (id),
      position INTEGER NOT NULL,
      channel TEXT NOT NULL,
      points INTEGER NOT NULL,
      time_s BLOB NOT NULL,
      value BLOB NOT NULL,
      missing BLOB NOT NULL,
      has_reasons INTEGER NOT NULL CHECK (has_reasons IN (0, 1)),
      PRIMARY KEY (roast_id, position)
    ) STRICT;

    CREATE TABLE lever_event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      machine_id TEXT NOT NULL,
      lever TEXT NOT NULL,
      at_us INTEGER NOT NULL,
      wall_ms INTEGER NOT NULL,
      value REAL NOT NULL,
      state TEXT NOT NULL
    ) STRICT;
    CREATE INDEX lever_event_time ON lever_event (machine_id, at_us);
    CREATE INDEX lever_event_lever ON lever_event (machine_id, lever, at_us);

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      roast_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      wall_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE idempotent_answer (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      request_digest TEXT NOT NULL,
      status INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    `,
    `
    ALTER TABLE roast ADD COLUMN kept_version INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE roast ADD COLUMN summary TEXT;
    DROP INDEX roast_listed;
    CREATE INDEX roast_listed ON roast (listed_at_ms, id, search_text);
    CREATE INDEX roast_kept ON roast (kept_version, listed_at_ms, id) WHERE is_open = 0;
    CREATE TABLE roast_record (
      roast_id TEXT PRIMARY KEY REFERENCES roast (id),
      source_ids TEXT NOT NULL,
      from_us INTEGER NOT NULL,
      to_us INTEGER NOT NULL,
      through_cursor INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX roast_record_time ON roast_record (to_us);
    CREATE TABLE roast_series (
      roast_id TEXT NOT NULL REFERENCES roast_record (roast_id),
      position INTEGER NOT NULL,
      source_id TEXT NOT NULL,
      boot TEXT NOT NULL,
      stream TEXT NOT NULL,
      points INTEGER NOT NULL,
      channels INTEGER NOT NULL,
      columns BLOB NOT NULL,
      PRIMARY KEY (roast_id, position)
    ) STRICT;
    CREATE TABLE roast_file (
      roast_id TEXT PRIMARY KEY REFERENCES roast (id),
      revision INTEGER NOT NULL,
      folder TEXT NOT NULL,
      name TEXT NOT NULL,
      digest TEXT NOT NULL
    ) STRICT;
    CREATE TABLE settings (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      document TEXT NOT NULL
    ) STRICT;
    `,
    `
    CREATE TABLE clock_floor (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      document TEXT NOT NULL
    ) STRICT;
    `,
    `
    ALTER TABLE roast ADD COLUMN deleted_at_ms INTEGER;
    DROP INDEX roast_listed;
    CREATE INDEX roast_listed ON roast (deleted_at_ms, listed_at_ms, id, search_text);
    DROP INDEX roast_of_machine;
    CREATE INDEX roast_of_machine ON roast (machine_id, deleted_at_ms, listed_at_ms, id);
    `,
    `
    CREATE TABLE record (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
      search_text TEXT NOT NULL,
      about TEXT NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT;
    CREATE TABLE cupping_sheet (
      cupping_id TEXT NOT NULL,
      round INTEGER NOT NULL,
      taster_id TEXT NOT NULL,
      item_id TEXT NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (cupping_id, round, taster_id, item_id)
    ) STRICT;
    ALTER TABLE roast ADD COLUMN lot_id TEXT GENERATED ALWAYS AS (json_extract(document, '$.lotId')) VIRTUAL;
    ALTER TABLE roast ADD COLUMN green_g REAL GENERATED ALWAYS AS (json_extract(document, '$.greenG')) VIRTUAL;
    CREATE INDEX roast_of_lot ON roast (lot_id, green_g) WHERE lot_id IS NOT NULL;
    `,
  ],
};
