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
    `
    CREATE TABLE mission (
      id TEXT PRIMARY KEY,
      document TEXT NOT NULL CHECK (json_valid(document)),
      org_id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.orgId')) VIRTUAL,
      idempotency_key TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.idempotencyKey')) VIRTUAL,
      generation INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.generation')) VIRTUAL,
      subject_id TEXT GENERATED ALWAYS AS (json_extract(document, '$.subjectId')) VIRTUAL,
      goal TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.goal')) VIRTUAL,
      state TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.state')) VIRTUAL,
      priority INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.priority')) VIRTUAL,
      available_at_ms INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.availableAtMs')) VIRTUAL,
      attempts INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.attempts')) VIRTUAL,
      max_attempts INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.maxAttempts')) VIRTUAL,
      epoch INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.epoch')) VIRTUAL,
      serial_key TEXT GENERATED ALWAYS AS (json_extract(document, '$.serialKey')) VIRTUAL,
      lease_expires_at_ms INTEGER GENERATED ALWAYS AS (json_extract(document, '$.lease.expiresAtMs')) VIRTUAL,
      due_at_ms INTEGER GENERATED ALWAYS AS (CASE json_extract(document, '$.state')
        WHEN 'RUNNING' THEN json_extract(document, '$.lease.expiresAtMs')
        WHEN 'WAITING' THEN json_extract(document, '$.wait.deadlineAtMs')
        WHEN 'QUARANTINED' THEN json_extract(document, '$.governance.decidedAtMs') + 2592000000
      END) VIRTUAL,
      CHECK (attempts BETWEEN 0 AND max_attempts),
      CHECK ((state = 'RUNNING') = (lease_expires_at_ms IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX mission_key ON mission (org_id, idempotency_key, generation);
    CREATE UNIQUE INDEX mission_serial ON mission (org_id, serial_key) WHERE state = 'RUNNING' AND serial_key IS NOT NULL;
    CREATE INDEX mission_runnable ON mission (goal, available_at_ms, id) WHERE state IN ('PENDING', 'RETRY', 'RUNNING');
    CREATE INDEX mission_running ON mission (org_id) WHERE state = 'RUNNING';
    CREATE INDEX mission_due ON mission (due_at_ms) WHERE due_at_ms IS NOT NULL;
    CREATE INDEX mission_of_subject ON mission (subject_id, id) WHERE subject_id IS NOT NULL;
    CREATE TRIGGER mission_end_is_end BEFORE UPDATE ON mission
      WHEN old.state IN ('BLOCKED', 'DONE', 'FAILED', 'DEAD', 'CANCELED')
      BEGIN SELECT RAISE(ABORT, 'a mission that has ended does not change'); END;
    CREATE TRIGGER mission_epoch_grows BEFORE UPDATE ON mission
      WHEN new.epoch < old.epoch OR new.id <> old.id
      BEGIN SELECT RAISE(ABORT, 'the epoch of a mission does not go back'); END;
    CREATE TRIGGER mission_stays BEFORE DELETE ON mission
      BEGIN SELECT RAISE(ABORT, 'missions are not deleted'); END;

    CREATE TABLE mission_step (
      mission_id TEXT NOT NULL REFERENCES mission (id),
      step_no INTEGER NOT NULL,
      name TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      output TEXT NOT NULL CHECK (json_valid(output)),
      at_ms INTEGER NOT NULL,
      PRIMARY KEY (mission_id, step_no)
    ) STRICT;
    CREATE TABLE mission_news (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      mission_id TEXT NOT NULL REFERENCES mission (id),
      epoch INTEGER NOT NULL,
      wall_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE mission_dead_letter (
      mission_id TEXT PRIMARY KEY REFERENCES mission (id),
      reason TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE governor_bucket (
      key TEXT PRIMARY KEY,
      tokens REAL NOT NULL CHECK (tokens >= 0),
      at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE governor_breaker (
      key TEXT PRIMARY KEY,
      document TEXT NOT NULL CHECK (json_valid(document))
    ) STRICT;
    CREATE INDEX outbox_closed ON outbox (wall_ms, id) WHERE kind = 'roast.closed';

    CREATE TABLE audit_entry (
      log TEXT NOT NULL,
      seq INTEGER NOT NULL,
      ts INTEGER NOT NULL,
      text TEXT NOT NULL,
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      PRIMARY KEY (log, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
    CREATE TRIGGER audit_in_order BEFORE INSERT ON audit_entry
      WHEN new.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM audit_entry WHERE log = new.log)
      BEGIN SELECT RAISE(ABORT, 'the audit log has no holes'); END;
    `,
    `
    CREATE TABLE person (
      id TEXT PRIMARY KEY,
      document TEXT NOT NULL CHECK (json_valid(document)),
      org_id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.orgId')) VIRTUAL,
      name_key TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.nameKey')) VIRTUAL
    ) STRICT;
    CREATE UNIQUE INDEX person_name ON person (org_id, name_key);
    CREATE TRIGGER person_stays BEFORE DELETE ON person
      BEGIN SELECT RAISE(ABORT, 'people are put away, not deleted: the audit log names them'); END;
    CREATE TABLE sign_in (
      token_digest TEXT PRIMARY KEY CHECK (length(token_digest) = 64),
      document TEXT NOT NULL CHECK (json_valid(document)),
      org_id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.orgId')) VIRTUAL,
      person_id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.personId')) VIRTUAL
    ) STRICT, WITHOUT ROWID;
    `,
    'ALTER TABLE roast_series ADD COLUMN crc32 INTEGER',
    `
    CREATE TABLE identity (
      id TEXT PRIMARY KEY,
      document TEXT NOT NULL CHECK (json_valid(document)),
      org_id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.orgId')) VIRTUAL,
      name_key TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.nameKey')) VIRTUAL,
      token_digest TEXT NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.tokenDigest')) VIRTUAL,
      is_active INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(document, '$.isActive')) VIRTUAL
    ) STRICT;
    CREATE UNIQUE INDEX identity_name ON identity (org_id, name_key) WHERE is_active;
    CREATE UNIQUE INDEX identity_token ON identity (token_digest);
    CREATE TRIGGER identity_stays BEFORE DELETE ON identity
      BEGIN SELECT RAISE(ABORT, 'identities are revoked, not deleted: the audit log names them'); END;
    CREATE TRIGGER identity_revoked BEFORE UPDATE ON identity WHEN NOT old.is_active
      BEGIN SELECT RAISE(ABORT, 'what is revoked stays so'); END;
    `,
    // A span that is damaged must not keep the others from being found.
    `CREATE INDEX roast_end ON roast
       (machine_id, is_open, iif(json_valid(span), json_extract(span, '$.endUs'), NULL))`,
    `
    CREATE TABLE mission_span (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      mission_id TEXT NOT NULL REFERENCES mission (id),
      span_id TEXT NOT NULL CHECK (length(span_id) = 16),
      document TEXT NOT NULL CHECK (json_valid(document)),
      UNIQUE (mission_id, span_id)
    ) STRICT;
    CREATE TABLE registry_version (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version >= 1),
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      text TEXT NOT NULL CHECK (json_valid(text)),
      at_ms INTEGER NOT NULL,
      PRIMARY KEY (kind, id, version)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER registry_no_update BEFORE UPDATE ON registry_version
      BEGIN SELECT RAISE(ABORT, 'a registered version does not change'); END;
    CREATE TRIGGER registry_no_delete BEFORE DELETE ON registry_version
      BEGIN SELECT RAISE(ABORT, 'a registered version does not change'); END;
    `,
    // In the order in which missions are taken: the next is the first that is due. Nearly all there ever were are done.
    `
    DROP INDEX mission_runnable;
    CREATE INDEX mission_next ON mission (org_id, priority DESC, available_at_ms, id) WHERE state IN ('PENDING', 'RETRY', 'RUNNING');
    CREATE INDEX mission_of_org ON mission (org_id, id);
    CREATE INDEX mission_not_done ON mission (org_id, id) WHERE state <> 'DONE';
    `,
    `
    ALTER TABLE mission_span ADD COLUMN start_ms INTEGER GENERATED ALWAYS AS (json_extract(document, '$.startMs')) VIRTUAL;
    CREATE INDEX mission_span_start ON mission_span (start_ms, mission_id);
    CREATE TABLE mission_trace_digest (
      mission_id TEXT PRIMARY KEY REFERENCES mission (id),
      spans INTEGER NOT NULL CHECK (spans > 0),
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER trace_digest_no_update BEFORE UPDATE ON mission_trace_digest
      BEGIN SELECT RAISE(ABORT, 'the digest of a trace does not change'); END;
    CREATE TRIGGER trace_digest_no_delete BEFORE DELETE ON mission_trace_digest
      BEGIN SELECT RAISE(ABORT, 'the digest of a trace does not change'); END;
    `,
  ],
};
