import {
  type Definition,
  decideRegistration,
  type RegisteredVersion,
  versionName,
} from '@artisan-ts/kernel';
import { type CanonicalValue, canonicalText, hexText, utf8Bytes } from '@artisan-ts/trust';
import { appendEntry, kernelActor } from '#missions/mission-audit.ts';
import type { MissionDesk } from '#missions/mission-desk.ts';
import { got, type Operation } from '#missions/operation.ts';
import type { Registration } from '#ports/mission-store.ts';

/** Registers what is new; what is there with other content is told and stays. Within a transaction. */
export function* register(
  desk: MissionDesk,
  orgId: string,
  definitions: readonly Definition[],
  nowMs: number,
): Operation<readonly Registration[]> {
  yield* got(desk.tables.hold(orgId));
  const answers: Registration[] = [];
  for (const definition of definitions) {
    answers.push(yield* registerOne(desk, orgId, definition, nowMs));
  }
  return answers;
}

function* registerOne(
  desk: MissionDesk,
  orgId: string,
  definition: Definition,
  nowMs: number,
): Operation<Registration> {
  const { tables, sha256 } = desk;
  const { kind, id, version } = definition;
  // A definition has whole numbers and texts alone: it has one spelling.
  const text = canonicalText(definition as unknown as CanonicalValue);
  const digest = hexText(sha256(utf8Bytes(text)));
  const known = yield* got(tables.registeredVersion(kind, id, version));
  const outcome = decideRegistration(known, digest);
  const wanted: RegisteredVersion = { kind, id, version, digest, atMs: nowMs };
  if (outcome === 'new') yield* got(tables.insertVersion({ ...wanted, text }));
  if (outcome !== 'known') {
    const entry = {
      actor: kernelActor,
      action: outcome === 'new' ? 'registry.register' : 'registry.refuse',
      object: { type: kind, id: versionName(definition) },
      reasons: outcome === 'new' ? [] : ['TOOL_CHANGED'],
      bodyDigest: digest,
      traceId: '',
    };
    yield* appendEntry(tables, sha256, orgId, entry, nowMs);
  }
  return { outcome, version: known ?? wanted };
}
