import { createHash } from 'node:crypto';
import type { MissionSpan, MissionStore } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';
import {
  claimed,
  created,
  failure,
  holdOf,
  minuteMs,
  startMs,
} from '#store/conformance/taking-missions.ts';

/** What was done for a mission, and what stands for it later. */
export function describeTraces(made: () => StoreUnderTest<MissionStore>): void {
  const span = (spanId: string, epoch: number): MissionSpan => ({
    ...{ spanId, parentId: null, epoch, name: 'invoke_agent', startMs, durationUs: 1_500 },
    ...{ isError: false, attributes: { 'artisan.attempt': 1, 'artisan.ok': true } },
  });

  it('are kept with the steps they led to and with the end of the attempt, and fenced like these', async () => {
    const { store, reopen } = made();
    const [mine] = [await created(store, 1), await created(store, 2)];
    const hold = holdOf(await claimed(store, 'w1'));
    const step = { stepNo: 0, name: 'scan', output: null, spans: [span('0000000100000002', 1)] };
    await store.writeStep(hold, step, startMs);
    const outcome = { result: null, isResultValid: true };
    const rest = [span('0000000100000001', 1)];
    const late = { ...hold, epoch: 0 };
    for (const refused of [
      await store.complete(late, outcome, startMs, [span('0000000000000001', 0)]),
      await store.fail(late, failure('x'), startMs, [span('0000000000000002', 0)]),
      await store.flag(late, ['OUTPUT_INVALID'], startMs, [span('0000000000000003', 0)]),
      await store.release(late, startMs, [span('0000000000000004', 0)]),
    ]) {
      expect(refused).toMatchObject({ ok: false, reason: 'STALE_EPOCH' });
    }
    expect(await store.complete(hold, outcome, startMs, rest)).toMatchObject({ ok: true });
    const after = await reopen();
    expect((await after.spans(mine.id)).map(({ spanId }) => spanId)).toEqual([
      '0000000100000002',
      '0000000100000001',
    ]);
    expect((await after.spans(mine.id))[1]).toEqual(span('0000000100000001', 1));
    expect((await after.steps(mine.id))[0]).not.toHaveProperty('spans');
  });

  it('are kept for 90 days after the end; then a digest stands for them, in the log too', async () => {
    const { store, reopen } = made();
    const [done, open] = [await created(store, 1), await created(store, 2)];
    for (const each of [done, open]) {
      const hold = holdOf(await claimed(store));
      expect(hold.missionId).toBe(each.id);
      await store.writeStep(hold, { stepNo: 0, name: 'scan', output: null }, startMs);
      const outcome = { result: null, isResultValid: true };
      if (each === done)
        await store.complete(hold, outcome, startMs, [span('0000000100000001', 1)]);
      else await store.release(hold, startMs, [span('0000000100000001', 1)]);
    }
    const lastMs = startMs + 90 * 86_400_000;
    expect(await store.digestTraces(lastMs - 1)).toBe(0);
    expect(await store.traceDigest(done.id)).toBeNull();
    const kept = JSON.stringify(await store.spans(done.id));
    const digest = createHash('sha256').update(kept).digest('hex');
    expect(await store.digestTraces(lastMs)).toBe(1);
    expect(await store.digestTraces(lastMs)).toBe(0);
    const after = await reopen();
    expect(await after.spans(done.id)).toEqual([]);
    expect(await after.traceDigest(done.id)).toEqual({ spans: 1, digest, atMs: lastMs });
    expect(await after.spans(open.id)).toHaveLength(1);
    const last = (await after.auditEntries('local', 0, 99)).at(-1);
    expect(JSON.parse(last?.text ?? '')).toMatchObject({
      ...{ action: 'trace.digest', object: { type: 'trace', id: done.id }, bodyDigest: digest },
    });
  });

  it('are kept however an attempt ends', async () => {
    const { store } = made();
    const { id } = await created(store, 1);
    const spanIds = [1, 2, 3].map((n) => `000000010000000${n}`);
    const [released = '', failed = '', flagged = ''] = spanIds;
    await store.release(holdOf(await claimed(store)), startMs, [span(released, 1)]);
    const again = holdOf(await claimed(store));
    await store.fail(again, { ...failure('x'), retryAfterMs: 0 }, startMs, [span(failed, 2)]);
    const last = holdOf(await claimed(store, 'w1', startMs + minuteMs));
    await store.flag(last, ['OUTPUT_INVALID'], startMs + minuteMs, [span(flagged, 3)]);
    expect((await store.spans(id)).map(({ spanId }) => spanId)).toEqual(spanIds);
  });
}
