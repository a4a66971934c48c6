import { hexText, utf8Bytes } from '@artisan-ts/trust';
import { appendEntry, kernelActor } from '#missions/mission-audit.ts';
import type { MissionDesk } from '#missions/mission-desk.ts';
import { got, gotAll, type Operation, sent } from '#missions/operation.ts';

/** Traces are kept whole for so long after the end of their mission; kernel-and-trust G-2. */
export const traceDaysKept = 90;

const dayMs = 86_400_000;
/** Traces in one transaction: others wait for the file meanwhile. */
const digestedMax = 50;

/** Puts digests in the place of old traces, and says so in the log: nobody can make up another trace later. */
export function* digestTraces(desk: MissionDesk, nowMs: number): Operation<number> {
  const { tables, sha256 } = desk;
  const old = yield* got(tables.withOldTraces(nowMs - traceDaysKept * dayMs, digestedMax));
  for (const { id, orgId, traceId } of old) {
    const [, spans] = yield* gotAll([tables.hold(orgId), tables.spans(id)]);
    // Another station was here meanwhile.
    if (spans.length === 0) continue;
    const digest = hexText(sha256(utf8Bytes(JSON.stringify(spans))));
    yield* sent(tables.putTraceDigest(id, { spans: spans.length, digest, atMs: nowMs }));
    yield* sent(tables.removeSpans(id));
    const words = {
      ...{ actor: kernelActor, action: 'trace.digest', object: { type: 'trace', id } },
      ...{ reasons: [], bodyDigest: digest, traceId },
    };
    yield* appendEntry(tables, sha256, orgId, words, nowMs);
  }
  return old.length;
}
