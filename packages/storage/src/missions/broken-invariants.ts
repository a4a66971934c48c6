import { got, type Operation } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import type { MissionSql } from '#missions/mission-sql.ts';

/** Something in a store that must not be: which invariant of the reference, in words, and what of. */
export interface BrokenInvariant {
  readonly invariant: string;
  readonly what: string;
  /** Id of the mission, name of the log and number of the entry, or name of the file. */
  readonly of: string;
}

/** A table that must be empty: what it holds breaks the invariant. `document` and `text` are JSON in every database. */
interface Invariant {
  readonly invariant: string;
  readonly what: string;
  /** Gives rows with one column, `broken`. `@text` becomes the text of an entry, read as JSON. */
  readonly query: string;
}

/** What an entry of the log says of a mission. */
const entriesOf = `(SELECT log, seq, @text->>'action' AS action, @text->'object'->>'id' AS mission_id,
  @text->'actor'->>'kind' AS actor_kind, @text->'actor'->>'id' AS actor_id FROM audit_entry
  WHERE @text->'object'->>'type' <> 'trace')`;

const invariants: readonly Invariant[] = [
  {
    invariant: 'INV-01',
    what: 'a running mission was never taken, or its holder is not named',
    query: `SELECT id AS broken FROM mission WHERE state = 'RUNNING' AND (epoch < 1 OR attempts < 1 OR document->'lease'->>'workerId' IS NULL)`,
  },
  {
    invariant: 'INV-02',
    what: 'a mission was completed more than once, or is done without',
    query: `SELECT id AS broken FROM mission LEFT JOIN ${entriesOf} AS entry ON entry.mission_id = mission.id AND entry.action = 'mission.complete'
      GROUP BY id, state HAVING count(entry.seq) <> CASE state WHEN 'DONE' THEN 1 ELSE 0 END`,
  },
  {
    invariant: 'INV-03',
    what: 'a second life without its first',
    query: `SELECT id AS broken FROM mission AS later WHERE generation > 0 AND NOT EXISTS (SELECT 1 FROM mission AS first
      WHERE first.id = later.document->>'redriveOf' AND first.generation = later.generation - 1 AND first.idempotency_key = later.idempotency_key)`,
  },
  {
    invariant: 'INV-03',
    what: 'the same key twice in one generation',
    query:
      'SELECT min(id) AS broken FROM mission GROUP BY org_id, idempotency_key, generation HAVING count(*) > 1',
  },
  {
    invariant: 'INV-04',
    what: 'something happened to it after it was completed',
    query: `SELECT id AS broken FROM mission JOIN ${entriesOf} AS entry ON entry.mission_id = mission.id
      GROUP BY id HAVING max(entry.seq) > min(CASE WHEN entry.action = 'mission.complete' THEN entry.seq END)`,
  },
  {
    invariant: 'INV-05',
    what: 'more attempts than allowed',
    query: 'SELECT id AS broken FROM mission WHERE attempts > max_attempts OR attempts < 0',
  },
  {
    invariant: 'INV-07',
    what: 'two running under one serial key',
    query: `SELECT min(id) AS broken FROM mission WHERE state = 'RUNNING' AND serial_key IS NOT NULL GROUP BY org_id, serial_key HAVING count(*) > 1`,
  },
  {
    invariant: 'INV-08',
    what: 'done without a step in the journal',
    query: `SELECT id AS broken FROM mission WHERE state = 'DONE' AND NOT EXISTS (SELECT 1 FROM mission_step WHERE mission_id = mission.id)`,
  },
  {
    invariant: 'INV-08',
    what: 'a step is missing in the journal',
    query:
      'SELECT mission_id AS broken FROM mission_step GROUP BY mission_id HAVING count(*) <> max(step_no) + 1',
  },
  {
    invariant: 'INV-08',
    what: 'done by a registered agent without a trace',
    query: `SELECT id AS broken FROM mission WHERE state = 'DONE' AND document->'ranWith'->>'agent' IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM mission_span WHERE mission_id = mission.id)
      AND NOT EXISTS (SELECT 1 FROM mission_trace_digest WHERE mission_id = mission.id)`,
  },
  {
    invariant: 'INV-08',
    what: 'its trace is kept and a digest stands in its place',
    query: `SELECT mission_id AS broken FROM mission_trace_digest AS digested WHERE EXISTS
      (SELECT 1 FROM mission_span WHERE mission_id = digested.mission_id)`,
  },
  {
    invariant: 'INV-30',
    what: 'the digest of its trace is not the one in the log',
    query: `SELECT digested.mission_id AS broken FROM mission_trace_digest AS digested
      LEFT JOIN (SELECT @text->'object'->>'id' AS mission_id, @text->>'bodyDigest' AS digest FROM audit_entry WHERE @text->>'action' = 'trace.digest') AS said
      ON said.mission_id = digested.mission_id AND said.digest = digested.digest WHERE said.digest IS NULL`,
  },
  {
    invariant: 'INV-08',
    what: 'a span that is part of nothing',
    query: `SELECT mission_id AS broken FROM mission_span AS part WHERE document->>'parentId' IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mission_span AS whole
      WHERE whole.mission_id = part.mission_id AND whole.span_id = part.document->>'parentId') AND EXISTS (SELECT 1 FROM mission WHERE id = part.mission_id AND state = 'DONE' AND epoch = 1)`,
  },
  {
    invariant: 'INV-09',
    what: 'waits for nothing, or for something without waiting',
    query: `SELECT id AS broken FROM mission WHERE (state = 'WAITING') <> (document->'wait'->>'kind' IS NOT NULL)`,
  },
  {
    invariant: 'INV-09',
    what: 'released or rejected by nobody who can be held to it',
    query: `SELECT mission_id AS broken FROM ${entriesOf} AS entry WHERE action IN ('mission.approve', 'mission.reject') AND coalesce(actor_kind, '') <> 'USER'`,
  },
  {
    invariant: 'INV-33',
    what: 'its entry stands in the log of another organisation',
    query: `SELECT id AS broken FROM mission JOIN ${entriesOf} AS entry ON entry.mission_id = mission.id AND entry.log <> mission.org_id`,
  },
  {
    invariant: 'INV-34',
    what: 'a change of which nobody is named',
    query: `SELECT log || ' ' || seq AS broken FROM ${entriesOf} AS entry WHERE coalesce(actor_id, '') = ''`,
  },
  {
    invariant: 'INV-37',
    what: 'the log goes back in time',
    query: `SELECT later.log || ' ' || later.seq AS broken FROM audit_entry AS later JOIN audit_entry AS sooner
      ON sooner.log = later.log AND sooner.seq = later.seq - 1 WHERE later.ts < sooner.ts`,
  },
  {
    invariant: 'INV-30',
    what: 'its log does not begin with its creation',
    query: `SELECT id AS broken FROM mission LEFT JOIN ${entriesOf} AS entry ON entry.mission_id = mission.id AND entry.action IN ('mission.create', 'mission.redrive')
      GROUP BY id HAVING count(entry.seq) <> 1`,
  },
  {
    invariant: 'INV-30',
    what: 'its epoch and its entries of being taken, swept and stopped do not agree',
    query: `SELECT id AS broken FROM mission LEFT JOIN ${entriesOf} AS entry ON entry.mission_id = mission.id AND entry.action = 'mission.claim'
      GROUP BY id, epoch, attempts HAVING count(entry.seq) > epoch OR count(entry.seq) < attempts`,
  },
  {
    invariant: 'INV-30',
    what: 'the newest of its news is not of its state',
    query: `SELECT id AS broken FROM mission WHERE coalesce((SELECT kind FROM mission_news AS news WHERE news.mission_id = mission.id ORDER BY news.id DESC LIMIT 1), '')
      <> 'mission.' || lower(state)`,
  },
  {
    invariant: 'INV-30',
    what: 'dead without a dead letter, or a dead letter of one that lives',
    query: `SELECT id AS broken FROM mission WHERE (state = 'DEAD') <> EXISTS (SELECT 1 FROM mission_dead_letter WHERE mission_id = mission.id)`,
  },
  {
    invariant: 'INV-31',
    what: 'the log has holes',
    query: 'SELECT log AS broken FROM audit_entry GROUP BY log HAVING count(*) <> max(seq) + 1',
  },
];

/** Beside the port: what a store can say about itself. */
export interface MissionChecks {
  /**
   * What in the tables breaks an invariant of the reference (kernel-and-trust 20); empty on any database that nobody but
   * this program wrote. Reads every mission and every entry. @throws ArtisanError `store.*`
   */
  brokenInvariants(): Promise<readonly BrokenInvariant[]>;
}

/** Asks for every invariant, within a transaction that reads. */
export function* brokenInvariants(on: MissionSql): Operation<readonly BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const { invariant, what, query } of invariants) {
    const text = sql.raw<{ broken: string }>(query.replaceAll('@text', on.asJson('text')));
    const rows = yield* got(on.rows({ compile: () => text.compile(on.main) }));
    broken.push(...rows.map((row) => ({ invariant, what, of: row.broken })));
  }
  return broken;
}
