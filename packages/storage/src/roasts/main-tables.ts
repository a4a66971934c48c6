import type { Generated, GeneratedAlways } from 'kysely';
import type { MissionTableRows } from '#missions/table-rows.ts';
import { queryBuilder } from '#sqlite/query.ts';

interface MachineRow {
  id: string;
  document: string;
}

interface ClockAnchorRow {
  source_id: string;
  system_boot: string;
  system_mono_us: number;
  system_wall_ms: number;
  source_mono_us: number;
  source_wall_ms: number;
  rate: number;
}

/** A roast: its header as a document, and beside it what is looked up. */
export interface RoastRow {
  id: string;
  revision: number;
  machine_id: string | null;
  is_open: number;
  /** Start of the roast in wall time; what has none comes last. */
  listed_at_ms: number;
  search_text: string;
  /** Where its readings lie, as a document; null for imports. */
  span: string | null;
  document: string;
  /** Version of the summary that was kept since the last change; 0: none. */
  kept_version: number;
  summary: string | null;
  /** null: it is not deleted. */
  deleted_at_ms: number | null;
}

/** A roast as its table has it. */
interface RoastTable extends RoastRow {
  /** From the document. */
  lot_id: GeneratedAlways<string | null>;
  green_g: GeneratedAlways<number | null>;
}

/** A coffee, lot or cupping as a document, and beside it what is looked up. */
interface RecordRow {
  kind: string;
  id: string;
  revision: number;
  is_archived: number;
  search_text: string;
  /** Ids that it mentions, separated by spaces. */
  about: string;
  document: string;
}

interface CuppingSheetRow {
  cupping_id: string;
  round: number;
  taster_id: string;
  item_id: string;
  document: string;
}

/** Where the readings of a roast's own record reach. */
export interface RoastRecordRow {
  roast_id: string;
  /** Ids, separated by spaces. */
  source_ids: string;
  from_us: number;
  to_us: number;
  through_cursor: number;
}

/** Readings of one series within a roast, in packed columns. */
export interface RoastSeriesRow {
  roast_id: string;
  position: number;
  source_id: string;
  boot: string;
  stream: string;
  points: number;
  channels: number;
  columns: Uint8Array;
  /** Of `columns` as it is stored; null in rows of before there was one. */
  crc32: number | null;
}

interface RoastFileRow {
  roast_id: string;
  revision: number;
  folder: string;
  name: string;
  digest: string;
}

interface SettingsRow {
  id: number;
  document: string;
}

interface ClockFloorRow {
  id: number;
  document: string;
}

interface RoastImportRow {
  roast_id: string;
  gaps: string;
  foreign_format: string | null;
  foreign_gzip: Uint8Array | null;
}

/** A curve in columns of little-endian doubles. */
export interface RoastCurveRow {
  roast_id: string;
  position: number;
  channel: string;
  points: number;
  time_s: Uint8Array;
  value: Uint8Array;
  /** One byte a point: why the value is missing. */
  missing: Uint8Array;
  has_reasons: number;
}

interface LeverEventRow {
  id: Generated<number>;
  machine_id: string;
  lever: string;
  at_us: number;
  wall_ms: number;
  value: number;
  state: string;
}

interface OutboxRow {
  id: Generated<number>;
  kind: string;
  roast_id: string;
  revision: number;
  wall_ms: number;
}

interface IdempotentAnswerRow {
  id: Generated<number>;
  key: string;
  request_digest: string;
  status: number;
  body: string;
}

/** A person: one document, and from it what is looked up. */
interface PersonRow {
  id: string;
  document: string;
  org_id: GeneratedAlways<string>;
}

/** A device, an agent or a service: one document, and from it what is looked up. */
interface IdentityRow {
  id: string;
  document: string;
  org_id: GeneratedAlways<string>;
}

/** Somebody who is signed in, known by the digest of a secret that only their screen has. */
interface SignInRow {
  token_digest: string;
  document: string;
  org_id: GeneratedAlways<string>;
  person_id: GeneratedAlways<string>;
}

interface MainTables extends MissionTableRows {
  person: PersonRow;
  identity: IdentityRow;
  sign_in: SignInRow;
  machine: MachineRow;
  clock_anchor: ClockAnchorRow;
  roast: RoastTable;
  roast_import: RoastImportRow;
  roast_curve: RoastCurveRow;
  roast_record: RoastRecordRow;
  roast_series: RoastSeriesRow;
  roast_file: RoastFileRow;
  settings: SettingsRow;
  clock_floor: ClockFloorRow;
  lever_event: LeverEventRow;
  outbox: OutboxRow;
  idempotent_answer: IdempotentAnswerRow;
  record: RecordRow;
  cupping_sheet: CuppingSheetRow;
}

/** Writes queries on the tables of `main.db`. */
export const main = queryBuilder<MainTables>();
