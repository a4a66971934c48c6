/**
 * The tables of missions on PostgreSQL: SQL that takes the database from version i to version i + 1. Append only, and frozen
 * once released. The same names, columns, indexes and guards as in `main.db`; a document is `json`, which keeps its text.
 */
export const missionMigrations: readonly string[] = [
  `
  CREATE TABLE mission (
    id text PRIMARY KEY,
    document json NOT NULL,
    org_id text NOT NULL GENERATED ALWAYS AS (document->>'orgId') STORED,
    idempotency_key text NOT NULL GENERATED ALWAYS AS (document->>'idempotencyKey') STORED,
    generation bigint NOT NULL GENERATED ALWAYS AS ((document->>'generation')::bigint) STORED,
    subject_id text GENERATED ALWAYS AS (document->>'subjectId') STORED,
    goal text NOT NULL GENERATED ALWAYS AS (document->>'goal') STORED,
    state text NOT NULL GENERATED ALWAYS AS (document->>'state') STORED,
    priority bigint NOT NULL GENERATED ALWAYS AS ((document->>'priority')::bigint) STORED,
    available_at_ms bigint NOT NULL GENERATED ALWAYS AS ((document->>'availableAtMs')::bigint) STORED,
    attempts bigint NOT NULL GENERATED ALWAYS AS ((document->>'attempts')::bigint) STORED,
    max_attempts bigint NOT NULL GENERATED ALWAYS AS ((document->>'maxAttempts')::bigint) STORED,
    epoch bigint NOT NULL GENERATED ALWAYS AS ((document->>'epoch')::bigint) STORED,
    serial_key text GENERATED ALWAYS AS (document->>'serialKey') STORED,
    lease_expires_at_ms bigint GENERATED ALWAYS AS ((document->'lease'->>'expiresAtMs')::bigint) STORED,
    due_at_ms bigint GENERATED ALWAYS AS (CASE document->>'state'
      WHEN 'RUNNING' THEN (document->'lease'->>'expiresAtMs')::bigint
      WHEN 'WAITING' THEN (document->'wait'->>'deadlineAtMs')::bigint
      WHEN 'QUARANTINED' THEN (document->'governance'->>'decidedAtMs')::bigint + 2592000000
    END) STORED,
    CHECK (attempts BETWEEN 0 AND max_attempts),
    CHECK ((state = 'RUNNING') = (lease_expires_at_ms IS NOT NULL))
  );
  CREATE UNIQUE INDEX mission_key ON mission (org_id, idempotency_key, generation);
  CREATE UNIQUE INDEX mission_serial ON mission (org_id, serial_key) WHERE state = 'RUNNING' AND serial_key IS NOT NULL;
  CREATE INDEX mission_runnable ON mission (goal, available_at_ms, id) WHERE state IN ('PENDING', 'RETRY', 'RUNNING');
  CREATE INDEX mission_running ON mission (org_id) WHERE state = 'RUNNING';
  CREATE INDEX mission_due ON mission (due_at_ms) WHERE due_at_ms IS NOT NULL;
  CREATE INDEX mission_of_subject ON mission (subject_id, id) WHERE subject_id IS NOT NULL;

  CREATE FUNCTION artisan_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$;
  CREATE TRIGGER mission_end_is_end BEFORE UPDATE ON mission FOR EACH ROW
    WHEN (old.state IN ('BLOCKED', 'DONE', 'FAILED', 'DEAD', 'CANCELED'))
    EXECUTE FUNCTION artisan_refuse('a mission that has ended does not change');
  CREATE TRIGGER mission_epoch_grows BEFORE UPDATE ON mission FOR EACH ROW
    WHEN ((new.document->>'epoch')::bigint < old.epoch OR new.id <> old.id)
    EXECUTE FUNCTION artisan_refuse('the epoch of a mission does not go back');
  CREATE TRIGGER mission_stays BEFORE DELETE ON mission FOR EACH ROW
    EXECUTE FUNCTION artisan_refuse('missions are not deleted');

  CREATE TABLE mission_step (
    mission_id text NOT NULL REFERENCES mission (id),
    step_no bigint NOT NULL,
    name text NOT NULL,
    epoch bigint NOT NULL,
    output json NOT NULL,
    at_ms bigint NOT NULL,
    PRIMARY KEY (mission_id, step_no)
  );
  CREATE TABLE mission_news (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    mission_id text NOT NULL REFERENCES mission (id),
    epoch bigint NOT NULL,
    wall_ms bigint NOT NULL
  );
  CREATE TABLE mission_dead_letter (
    mission_id text PRIMARY KEY REFERENCES mission (id),
    reason text NOT NULL,
    at_ms bigint NOT NULL
  );
  CREATE TABLE governor_bucket (
    key text PRIMARY KEY,
    tokens double precision NOT NULL CHECK (tokens >= 0),
    at_ms bigint NOT NULL
  );
  CREATE TABLE governor_breaker (
    key text PRIMARY KEY,
    document json NOT NULL
  );

  CREATE TABLE audit_entry (
    log text NOT NULL,
    seq bigint NOT NULL,
    ts bigint NOT NULL,
    text text NOT NULL,
    hash text NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (log, seq)
  );
  CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW
    EXECUTE FUNCTION artisan_refuse('the audit log is only added to');
  CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT
    EXECUTE FUNCTION artisan_refuse('the audit log is only added to');
  CREATE FUNCTION artisan_audit_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF new.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM audit_entry WHERE log = new.log) THEN
        RAISE EXCEPTION 'the audit log has no holes' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN new;
    END $$;
  CREATE TRIGGER audit_in_order BEFORE INSERT ON audit_entry FOR EACH ROW
    EXECUTE FUNCTION artisan_audit_in_order();
  `,
  `
  CREATE TABLE mission_span (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mission_id text NOT NULL REFERENCES mission (id),
    span_id text NOT NULL CHECK (length(span_id) = 16),
    document json NOT NULL,
    UNIQUE (mission_id, span_id)
  );
  CREATE TABLE registry_version (
    kind text NOT NULL,
    id text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    digest text NOT NULL CHECK (length(digest) = 64),
    text json NOT NULL,
    at_ms bigint NOT NULL,
    PRIMARY KEY (kind, id, version)
  );
  CREATE TRIGGER registry_no_change BEFORE UPDATE OR DELETE ON registry_version FOR EACH ROW
    EXECUTE FUNCTION artisan_refuse('a registered version does not change');
  CREATE TRIGGER registry_no_truncate BEFORE TRUNCATE ON registry_version FOR EACH STATEMENT
    EXECUTE FUNCTION artisan_refuse('a registered version does not change');
  `,
  // In the order in which missions are taken: the next is the first that is due. Nearly all there ever were are done.
  `
  DROP INDEX mission_runnable;
  CREATE INDEX mission_next ON mission (org_id, priority DESC, available_at_ms, id) WHERE state IN ('PENDING', 'RETRY', 'RUNNING');
  CREATE INDEX mission_of_org ON mission (org_id, id);
  CREATE INDEX mission_not_done ON mission (org_id, id) WHERE state <> 'DONE';
  `,
  `
  ALTER TABLE mission_span ADD COLUMN start_ms bigint GENERATED ALWAYS AS ((document->>'startMs')::bigint) STORED;
  CREATE INDEX mission_span_start ON mission_span (start_ms, mission_id);
  CREATE TABLE mission_trace_digest (
    mission_id text PRIMARY KEY REFERENCES mission (id),
    spans bigint NOT NULL CHECK (spans > 0),
    digest text NOT NULL CHECK (length(digest) = 64),
    at_ms bigint NOT NULL
  );
  CREATE TRIGGER trace_digest_no_change BEFORE UPDATE OR DELETE ON mission_trace_digest FOR EACH ROW
    EXECUTE FUNCTION artisan_refuse('the digest of a trace does not change');
  CREATE TRIGGER trace_digest_no_truncate BEFORE TRUNCATE ON mission_trace_digest FOR EACH STATEMENT
    EXECUTE FUNCTION artisan_refuse('the digest of a trace does not change');
  `,
];
