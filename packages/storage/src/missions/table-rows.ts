import type { Generated, GeneratedAlways } from 'kysely';

/** A mission: one document, and from it what is looked up. */
interface MissionRow {
  id: string;
  document: string;
  org_id: GeneratedAlways<string>;
  idempotency_key: GeneratedAlways<string>;
  generation: GeneratedAlways<number>;
  subject_id: GeneratedAlways<string | null>;
  goal: GeneratedAlways<string>;
  state: GeneratedAlways<string>;
  priority: GeneratedAlways<number>;
  available_at_ms: GeneratedAlways<number>;
  attempts: GeneratedAlways<number>;
  max_attempts: GeneratedAlways<number>;
  epoch: GeneratedAlways<number>;
  serial_key: GeneratedAlways<string | null>;
  lease_expires_at_ms: GeneratedAlways<number | null>;
  /** When time alone changes it; null: never. */
  due_at_ms: GeneratedAlways<number | null>;
}

interface MissionStepRow {
  mission_id: string;
  step_no: number;
  name: string;
  epoch: number;
  output: string;
  at_ms: number;
}

interface MissionNewsRow {
  id: Generated<number>;
  kind: string;
  mission_id: string;
  epoch: number;
  wall_ms: number;
}

interface MissionDeadLetterRow {
  mission_id: string;
  reason: string;
  at_ms: number;
}

interface MissionSpanRow {
  id: Generated<number>;
  mission_id: string;
  span_id: string;
  document: string;
  start_ms: GeneratedAlways<number>;
}

interface TraceDigestRow {
  mission_id: string;
  spans: number;
  digest: string;
  at_ms: number;
}

interface RegistryVersionRow {
  kind: string;
  id: string;
  version: number;
  digest: string;
  text: string;
  at_ms: number;
}

interface GovernorBucketRow {
  key: string;
  tokens: number;
  at_ms: number;
}

interface GovernorBreakerRow {
  key: string;
  document: string;
}

interface AuditEntryRow {
  log: string;
  seq: number;
  ts: number;
  text: string;
  hash: string;
}

/** The tables of missions and of the audit log, the same in every database. */
export interface MissionTableRows {
  mission: MissionRow;
  mission_step: MissionStepRow;
  mission_news: MissionNewsRow;
  mission_dead_letter: MissionDeadLetterRow;
  mission_span: MissionSpanRow;
  mission_trace_digest: TraceDigestRow;
  registry_version: RegistryVersionRow;
  governor_bucket: GovernorBucketRow;
  governor_breaker: GovernorBreakerRow;
  audit_entry: AuditEntryRow;
}
