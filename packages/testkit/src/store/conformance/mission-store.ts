import { createHash } from 'node:crypto';
import { makeId } from '@artisan-ts/domain';
import type { MissionHold, MissionStore } from '@artisan-ts/runtime';
import { AuditVerifier } from '@artisan-ts/trust';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildAsk, builtHead, builtService, scopeOf, thinSignals } from '#build/mission.ts';
import { describeRegistry } from '#store/conformance/registry.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';
import {
  claimed,
  created,
  failure,
  holdOf,
  minuteMs,
  startMs,
} from '#store/conformance/taking-missions.ts';
import { describeTraces } from '#store/conformance/traces.ts';
import { describeTwoOrgs } from '#store/conformance/two-orgs.ts';

const dayMs = 86_400_000;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Follows the whole log of an organisation. */
export async function verifyAudit(store: Pick<MissionStore, 'auditEntries'>, log = 'local') {
  const verifier = new AuditVerifier({ log, sha256, verify: () => true, anchors: [] });
  for (let from = 0; ; ) {
    const page = await store.auditEntries(log, from, 500);
    for (const entry of page) verifier.take(entry);
    from += page.length;
    if (page.length === 0) return verifier.finish();
  }
}

/** What every store of missions promises, as a suite: run it with the way to make an empty one. */
export function describeMissionStore(makeStore: () => Promise<StoreUnderTest<MissionStore>>): void {
  describe('a mission store', () => {
    let made: StoreUnderTest<MissionStore>;
    beforeEach(async () => {
      made = await makeStore();
    });
    afterEach(async () => {
      const verdict = await verifyAudit(made.store);
      const broken = await brokenIn(made.store);
      await made.dispose();
      expect(verdict.findings).toEqual([]);
      expect(broken).toEqual([]);
    });

    describe('creation', () => describeCreation(() => made));
    describe('work', () => describeWork(() => made));
    describe('what people do', () => describePeople(() => made));
    describe('two organisations', () => describeTwoOrgs(() => made));
    describe('the journal and the log', () => describeRecords(() => made));
    describe('traces', () => describeTraces(() => made));
    describe('the registry', () => describeRegistry(() => made));
  });
}

/** What a store that can say so finds broken in itself. */
async function brokenIn(store: MissionStore): Promise<unknown> {
  const ask: unknown = Reflect.get(store, 'brokenInvariants');
  return typeof ask === 'function' ? await ask() : [];
}

async function finish(store: MissionStore, hold: MissionHold, nowMs: number) {
  await store.writeStep(hold, { stepNo: 0, name: 'scan', output: null }, nowMs);
  return store.complete(hold, { result: { text: 'fine' }, isResultValid: true }, nowMs);
}

function describeCreation(made: () => StoreUnderTest<MissionStore>): void {
  it('keeps a mission whole, across restarts', async () => {
    const { store, reopen } = made();
    const mission = await created(store, 1);
    expect(mission).toMatchObject({ state: 'PENDING', epoch: 0, attempts: 0, generation: 0 });
    expect(await store.mission(mission.id)).toEqual(mission);
    expect(await (await reopen()).mission(mission.id)).toEqual(mission);
    expect(await store.mission(makeId('mission', 'f'.repeat(32)))).toBeNull();
  });

  it('answers the same request with the same mission, at no cost', async () => {
    const { store } = made();
    const first = await created(store, 1);
    for (let again = 0; again < 50; again++) {
      const identity = buildAsk(2).identity;
      const replay = await store.createMission(buildAsk(1, { identity }), startMs + again);
      expect(replay).toEqual({ ok: true, mission: first, isReplay: true });
    }
    const other = await store.createMission(
      buildAsk(1, { params: { roastId: 'another' }, identity: buildAsk(3).identity }),
      startMs,
    );
    expect(other).toMatchObject({ ok: false, reason: 'IDEMPOTENCY_MISMATCH' });
    expect(await store.listMissions({ orgId: 'local', limit: 9 })).toHaveLength(1);
  });

  it('holds back what has thin data, and what is too much at once', async () => {
    const { store } = made();
    const thin = await created(store, 1, { signals: thinSignals });
    expect([thin.state, thin.governance.reasons]).toEqual([
      'QUARANTINED',
      ['LOW_POINTS', 'SHORT_SESSION'],
    ]);
    const { machineId } = buildAsk(2);
    for (let number = 2; number < 32; number++) await created(store, number, { machineId });
    const late = await created(store, 32, { machineId });
    expect([late.state, late.governance.reasons]).toEqual(['RETRY', ['RATE_LIMITED']]);
    expect(late.availableAtMs).toBe(startMs + 2 * minuteMs);
  });

  it('refuses goals nobody works on, keys without a form, and whoever may not ask', async () => {
    const { store } = made();
    const ask = async (over: object) => store.createMission(buildAsk(1, over), startMs);
    expect(await ask({ goal: 'world-peace' })).toMatchObject({ reason: 'GOAL_NOT_ALLOWED' });
    expect(await ask({ idempotencyKey: 'with space' })).toMatchObject({ reason: 'BAD_INPUT' });
    const viewer = { ...builtService, role: 'viewer' };
    expect(await ask({ by: viewer })).toMatchObject({ mission: { state: 'BLOCKED' } });
  });
}

function describeWork(made: () => StoreUnderTest<MissionStore>): void {
  it('gives each mission to one worker, in order, and takes its result', async () => {
    const { store, reopen } = made();
    const [first, second] = [await created(store, 1), await created(store, 2)];
    const mine = await claimed(store, 'w1');
    const yours = await claimed(store, 'w2');
    expect([mine.id, yours.id]).toEqual([first.id, second.id]);
    expect(await store.claimNext(scopeOf('w3'), startMs)).toBeNull();
    expect(mine).toMatchObject({ state: 'RUNNING', epoch: 1, attempts: 1 });
    expect(await finish(store, holdOf(mine), startMs + 5)).toMatchObject({
      ok: true,
      mission: { state: 'DONE', result: { text: 'fine' } },
    });
    const after = await reopen();
    expect(await after.mission(first.id)).toMatchObject({ state: 'DONE' });
    expect(await after.mission(second.id)).toEqual(yours);
  });

  it('gives a worker nothing outside of its registration', async () => {
    const { store } = made();
    await created(store, 1);
    const stranger = { workerId: 'w', orgs: ['other'], goals: ['roast-report'] };
    expect(await store.claimNext(stranger, startMs)).toBeNull();
    expect(await store.claimNext({ ...scopeOf('w'), goals: ['x'] }, startMs)).toBeNull();
    expect(await store.claimNext({ ...scopeOf('w'), goals: [] }, startMs)).toBeNull();
  });

  it('fences off who was silent for too long', async () => {
    const { store } = made();
    await created(store, 1);
    const lost = await claimed(store, 'w1');
    expect(await store.claimNext(scopeOf('w2'), startMs + 29_999)).toBeNull();
    const taken = await claimed(store, 'w2', startMs + 30_000);
    expect(taken).toMatchObject({ id: lost.id, epoch: 2, attempts: 2 });
    const late = holdOf(lost);
    const nowMs = startMs + 30_001;
    const step = { stepNo: 0, name: 'scan', output: null };
    expect(await store.writeStep(late, step, nowMs)).toMatchObject({ reason: 'STALE_EPOCH' });
    for (const refused of [
      await store.heartbeat(late, nowMs),
      await store.complete(late, { result: 1, isResultValid: true }, nowMs),
      await store.fail(late, failure('x'), nowMs),
      await store.flag(late, ['OUTPUT_INVALID'], nowMs),
    ]) {
      expect(refused).toMatchObject({ ok: false, reason: 'STALE_EPOCH' });
    }
    expect(await store.mission(lost.id)).toEqual(taken);
  });

  it('extends a lease by heartbeats, until the attempt has used up its time', async () => {
    const { store } = made();
    await created(store, 1);
    const hold = holdOf(await claimed(store));
    expect(await store.heartbeat(hold, startMs + 20_000)).toMatchObject({ ok: true });
    expect(await store.claimNext(scopeOf('w2'), startMs + 40_000)).toBeNull();
    const over = await store.heartbeat(hold, startMs + 5 * minuteMs);
    expect(over).toMatchObject({ ok: false, reason: 'LIMIT_REACHED' });
  });

  it('tries again after a failure, later and later, and not for ever', async () => {
    const { store } = made();
    await created(store, 1);
    let nowMs = startMs;
    for (const delayMs of [1_000, 2_000, 4_000, 8_000]) {
      const hold = holdOf(await claimed(store, 'w', nowMs));
      const failed = await store.fail(hold, failure(`code-${delayMs}`), nowMs);
      expect(failed).toMatchObject({
        mission: { state: 'RETRY', availableAtMs: nowMs + delayMs },
      });
      expect(await store.claimNext(scopeOf('w'), nowMs + delayMs - 1)).toBeNull();
      nowMs += delayMs;
    }
    const last = await store.fail(holdOf(await claimed(store, 'w', nowMs)), failure('x'), nowMs);
    expect(last).toMatchObject({ mission: { state: 'DEAD', attempts: 5 } });
  });

  it('pauses a goal that fails five times alike, then tries one', async () => {
    const { store } = made();
    for (let number = 1; number <= 8; number++) await created(store, number);
    for (let failed = 0; failed < 5; failed++) {
      await store.fail(holdOf(await claimed(store)), failure('same', true), startMs);
    }
    expect(await store.claimNext(scopeOf('w'), startMs)).toBeNull();
    const late = await created(store, 9);
    expect(late).toMatchObject({ state: 'RETRY', governance: { reasons: ['BREAKER_OPEN'] } });
    const againMs = startMs + 5 * minuteMs;
    const trial = await claimed(store, 'w', againMs);
    expect(await store.claimNext(scopeOf('w'), againMs)).toBeNull();
    await finish(store, holdOf(trial), againMs);
    expect(await store.claimNext(scopeOf('w'), againMs)).not.toBeNull();
  });

  it('runs one mission of a machine at a time', async () => {
    const { store } = made();
    const { machineId } = buildAsk(1);
    await created(store, 1);
    await created(store, 2, { machineId });
    const hold = holdOf(await claimed(store));
    expect(await store.claimNext(scopeOf('w2'), startMs)).toBeNull();
    await finish(store, hold, startMs);
    expect(await store.claimNext(scopeOf('w2'), startMs)).not.toBeNull();
  });

  it('parks a mission that waits, and wakes it by what it waits for or by time', async () => {
    const { store } = made();
    await created(store, 1);
    const hold = holdOf(await claimed(store));
    const wait = {
      kind: 'approval',
      correlation: 'c',
      digest: 'd',
      deadlineAtMs: startMs + 1_000,
      onTimeout: 'RETRY',
    } as const;
    expect(await store.suspend(hold, wait, startMs)).toMatchObject({
      mission: { state: 'WAITING', attempts: 0 },
    });
    const answer = { correlation: 'c', digest: 'd', payload: 'yes' };
    const other = { ...answer, digest: 'changed' };
    expect(await store.satisfy(hold.missionId, other, startMs)).toMatchObject({ ok: false });
    expect(await store.satisfy(hold.missionId, answer, startMs)).toMatchObject({
      mission: { state: 'PENDING', resumePayload: 'yes' },
    });
    const again = await claimed(store);
    await store.suspend(holdOf(again), wait, startMs);
    expect(await store.sweep(startMs + 1_000)).toBe(1);
    expect(await store.mission(again.id)).toMatchObject({ state: 'RETRY' });
  });

  it('sweeps what nobody works on any more: again, and in the end no more', async () => {
    const { store } = made();
    const { id } = await created(store, 1);
    let nowMs = startMs;
    for (let lives = 1; lives <= 5; lives++) {
      await claimed(store, `w${lives}`, nowMs);
      expect(await store.sweep(nowMs + 29_999)).toBe(0);
      nowMs += 30_000;
      expect(await store.sweep(nowMs)).toBe(1);
      const state = lives < 5 ? 'RETRY' : 'DEAD';
      expect(await store.mission(id)).toMatchObject({ state, lease: null, epoch: 2 * lives });
    }
    expect(await store.sweep(nowMs + dayMs)).toBe(0);
  });

  it('gives a mission that was given back to the next at once, its attempt not counted', async () => {
    const { store } = made();
    await created(store, 1);
    const hold = holdOf(await claimed(store, 'w1'));
    expect(await store.release(hold, startMs)).toMatchObject({
      mission: { state: 'PENDING', attempts: 0, lease: null },
    });
    expect(await finish(store, hold, startMs)).toMatchObject({ reason: 'STALE_EPOCH' });
    expect(await claimed(store, 'w2')).toMatchObject({ epoch: 2, attempts: 1 });
  });

  it('takes no result without a trace, and none of the wrong form', async () => {
    const { store } = made();
    await created(store, 1);
    const hold = holdOf(await claimed(store));
    const good = { result: 1, isResultValid: true };
    const noTrace = await store.complete(hold, good, startMs);
    expect(noTrace).toMatchObject({ ok: false, reason: 'OUTPUT_INVALID' });
    await store.writeStep(hold, { stepNo: 0, name: 'scan', output: null }, startMs);
    const invalid = await store.complete(hold, { ...good, isResultValid: false }, startMs);
    expect(invalid).toMatchObject({ ok: false, reason: 'OUTPUT_INVALID' });
    expect(await store.complete(hold, good, startMs)).toMatchObject({ ok: true });
    const twice = await store.complete(hold, { result: 2, isResultValid: true }, startMs);
    expect(twice).toMatchObject({ ok: false });
    expect(await store.mission(hold.missionId)).toMatchObject({ result: 1 });
  });
}

function describePeople(made: () => StoreUnderTest<MissionStore>): void {
  const quarantined = async (store: MissionStore) => created(store, 1, { signals: thinSignals });

  it('releases a quarantine when every reason is named and the data is what was shown', async () => {
    const { store } = made();
    const { id, governance } = await quarantined(store);
    const { inputDigest, reasons } = governance;
    const decide = (waivedReasons: typeof reasons, digest = inputDigest) =>
      store.decide(builtHead, id, { kind: 'approve', waivedReasons, inputDigest: digest }, startMs);
    expect(await decide(reasons.slice(1))).toMatchObject({ ok: false, reason: 'BAD_INPUT' });
    expect(await decide(reasons, 'other')).toMatchObject({ ok: false });
    expect(await decide(reasons)).toMatchObject({ mission: { state: 'PENDING' } });
    expect(await decide(reasons)).toMatchObject({ ok: false, reason: 'ILLEGAL_TRANSITION' });
    expect((await claimed(store)).id).toBe(id);
  });

  it('rejects, cancels, and lets nobody do so who may not', async () => {
    const { store } = made();
    const { id } = await quarantined(store);
    const viewer = { ...builtHead, role: 'viewer' } as const;
    const foreign = { ...builtHead, orgId: 'other' };
    expect(await store.decide(viewer, id, { kind: 'reject' }, startMs)).toMatchObject({
      reason: 'FORBIDDEN',
    });
    expect(await store.cancel(foreign, id, startMs)).toMatchObject({ reason: 'NOT_FOUND' });
    expect(await store.decide(builtHead, id, { kind: 'reject' }, startMs)).toMatchObject({
      mission: { state: 'CANCELED' },
    });
    await created(store, 2);
    const running = await claimed(store);
    expect(await store.cancel(builtHead, running.id, startMs)).toMatchObject({ ok: true });
    expect(await finish(store, holdOf(running), startMs)).toMatchObject({ ok: false });
    expect(await store.mission(running.id)).toMatchObject({ state: 'CANCELED', result: null });
  });

  it('does not wait when a person does not want to', async () => {
    const { store } = made();
    await created(store, 1);
    const hold = holdOf(await claimed(store));
    await store.fail(hold, { ...failure('x'), retryAfterMs: minuteMs }, startMs);
    expect(await store.claimNext(scopeOf('w'), startMs + 1)).toBeNull();
    await store.retryNow(builtHead, hold.missionId, startMs + 1);
    expect(await claimed(store, 'w', startMs + 1)).toMatchObject({ attempts: 2 });
  });

  it('runs a failed mission again as a new one, once', async () => {
    const { store, reopen } = made();
    const { id } = await created(store, 1);
    await store.fail(holdOf(await claimed(store)), failure('x', true), startMs);
    const redriven = await store.redrive(builtHead, id, buildAsk(2).identity, startMs);
    expect(redriven).toMatchObject({
      isReplay: false,
      mission: { state: 'PENDING', generation: 1, redriveOf: id, attempts: 0 },
    });
    const again = await store.redrive(builtHead, id, buildAsk(3).identity, startMs);
    expect(again).toMatchObject({ isReplay: true, mission: { id: buildAsk(2).identity.id } });
    expect(await (await reopen()).mission(id)).toMatchObject({ state: 'FAILED' });
  });

  it('lets a quarantine end by itself after thirty days', async () => {
    const { store } = made();
    const { id } = await quarantined(store);
    expect(await store.sweep(startMs + 30 * dayMs - 1)).toBe(0);
    expect(await store.sweep(startMs + 30 * dayMs)).toBe(1);
    expect(await store.mission(id)).toMatchObject({ state: 'CANCELED' });
  });
}

function describeRecords(made: () => StoreUnderTest<MissionStore>): void {
  it('lists the newest first, by state and by what they are about, page by page', async () => {
    const { store } = made();
    for (let number = 1; number <= 5; number++) await created(store, number);
    await claimed(store);
    const ids = async (query: object) =>
      (await store.listMissions({ orgId: 'local', limit: 2, ...query })).map(({ id }) =>
        Number.parseInt(id.slice(8), 16),
      );
    expect(await ids({})).toEqual([5, 4]);
    expect(await ids({ after: buildAsk(4).identity.id })).toEqual([3, 2]);
    expect(await ids({ states: ['RUNNING'] })).toEqual([1]);
    expect(await ids({ subjectId: buildAsk(3).subjectId })).toEqual([3]);
    expect(await ids({ orgId: 'other' })).toEqual([]);
  });

  it('keeps each step once, in order, for whoever goes on', async () => {
    const { store, reopen } = made();
    const { id } = await created(store, 1);
    const first = holdOf(await claimed(store, 'w1'));
    const step = (hold: MissionHold, stepNo: number, output: number, nowMs = startMs) =>
      store.writeStep(hold, { stepNo, name: 'scan', output }, nowMs);
    expect(await step(first, 0, 10)).toMatchObject({ step: { output: 10, epoch: 1 } });
    expect(await step(first, 2, 10)).toMatchObject({ ok: false, reason: 'BAD_INPUT' });
    const later = startMs + 30_000;
    const second = holdOf(await claimed(store, 'w2', later));
    expect(await step(second, 0, 99, later)).toMatchObject({ step: { output: 10, epoch: 1 } });
    expect(await step(second, 1, 20, later)).toMatchObject({ step: { output: 20, epoch: 2 } });
    const outputs = (await (await reopen()).steps(id)).map(({ output }) => output);
    expect(outputs).toEqual([10, 20]);
  });

  it('chains every change to the log, and nothing that was refused', async () => {
    const { store, reopen } = made();
    expect(await store.checkpoint('local', startMs)).toBeNull();
    const { id } = await created(store, 1, {}, startMs);
    const hold = holdOf(await claimed(store));
    await store.heartbeat(hold, startMs);
    await store.cancel(builtHead, id, startMs - 5_000);
    await store.cancel(builtHead, id, startMs);
    const after = await reopen();
    const entries = await after.auditEntries('local', 0, 99);
    expect(entries.map(({ text }) => JSON.parse(text).action)).toEqual([
      'log.open',
      'mission.create',
      'mission.claim',
      'mission.cancel',
    ]);
    expect(JSON.parse(entries[3]?.text ?? '')).toMatchObject({
      actor: { kind: 'USER', id: 'ana' },
      object: { type: 'mission', id },
      reasons: ['CANCELED'],
      ts: startMs,
    });
    expect(await verifyAudit(after)).toMatchObject({ isIntact: true, entries: 4 });
    expect(await after.checkpoint('local', startMs)).toMatchObject({
      size: 4,
      head: entries[3]?.hash,
    });
    expect(await after.auditEntries('local', 2, 1)).toEqual([entries[2]]);
  });
}
