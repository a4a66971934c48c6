import { type MissionId, makeId } from '@artisan-ts/domain';
import type { MissionAsker, MissionStore } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import { buildAsk, builtHead, builtService, scopeOf, thinSignals } from '#build/mission.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

const nowMs = 1_795_343_400_000;
/** A head roaster of another organisation, with the same name as one of ours. */
const stranger: MissionAsker = { ...builtHead, orgId: 'other' };
const nowhere = makeId('mission', 'f'.repeat(32));

type Try = (store: MissionStore, id: MissionId) => Promise<unknown>;

/**
 * What a member of another organisation can try, for every method of the port: one without its line does not compile. `null`: nobody but the station itself calls
 * it, with organisations that it states or with a hold that it was given.
 */
const tries: Readonly<Record<keyof MissionStore, Try | null>> = {
  createMission: null,
  claimNext: (store) => store.claimNext({ ...scopeOf('w'), orgs: ['other'] }, nowMs),
  decide: (store, id) => store.decide(stranger, id, { kind: 'reject' }, nowMs),
  cancel: (store, id) => store.cancel(stranger, id, nowMs),
  retryNow: (store, id) => store.retryNow(stranger, id, nowMs),
  redrive: (store, id) => store.redrive(stranger, id, buildAsk(9).identity, nowMs),
  listMissions: (store) => store.listMissions({ orgId: 'other', limit: 9 }),
  auditEntries: (store) => store.auditEntries('other', 0, 9),
  checkpoint: (store) => store.checkpoint('other', nowMs),
  unreported: (store) => store.unreported('other', 0, 9),
  ...{ mission: null, steps: null, writeStep: null, spans: null, sweep: null },
  ...{ register: null, registered: null },
  ...{ heartbeat: null, complete: null, fail: null, release: null, suspend: null, flag: null },
  satisfy: null,
  ...{ traceDigest: null, digestTraces: null },
};

/** Two organisations in one store: neither reads, changes, blocks or is told of what is the other's. */
export function describeTwoOrgs(made: () => StoreUnderTest<MissionStore>): void {
  it('answers a stranger about a mission as about one that is not there, in every method', async () => {
    const { store } = made();
    const signalsOf = { quarantined: thinSignals, pending: buildAsk(1).signals };
    for (const [n, signals] of Object.values(signalsOf).entries()) {
      const { id } = buildAsk(n + 1).identity;
      await store.createMission(buildAsk(n + 1, { signals }), nowMs);
      const before = [await store.mission(id), await store.auditEntries('local', 0, 99)];
      for (const [name, attempt] of Object.entries(tries)) {
        if (attempt === null) continue;
        const [told, ofNothing] = [await attempt(store, id), await attempt(store, nowhere)];
        expect(JSON.stringify(told).replaceAll(id, nowhere), name).toBe(JSON.stringify(ofNothing));
      }
      expect([await store.mission(id), await store.auditEntries('local', 0, 99)]).toEqual(before);
    }
  });

  it('keeps keys, tokens, breakers, room and logs of each apart', async () => {
    const { store } = made();
    const theirs = { ...builtService, orgId: 'other' };
    const { machineId } = buildAsk(1);
    // One uses up its tokens; the same keys of the other are others, and have their own.
    for (let number = 1; number <= 32; number++) {
      await store.createMission(buildAsk(number, { machineId }), nowMs);
    }
    const identity = { id: makeId('mission', 'e'.repeat(32)), traceId: 't' };
    const born = await store.createMission(
      buildAsk(32, { machineId, by: theirs, identity }),
      nowMs,
    );
    expect(born).toMatchObject({ isReplay: false, mission: { state: 'PENDING', orgId: 'other' } });
    // One fills its room with running missions and fails until its goal is paused.
    const other = { workerId: 'x', orgs: ['other'], goals: ['roast-report'] };
    const failure = {
      ...{ error: { code: 'X', message: '' }, isPermanent: false, retryAfterMs: null, chance: 0 },
    };
    for (let n = 0; n < 5; n++) {
      const taken = await store.claimNext(scopeOf('w'), nowMs);
      if (taken === null) throw new Error('nothing to claim');
      const hold = { missionId: taken.id, epoch: taken.epoch, workerId: 'w' };
      await store.fail(hold, failure, nowMs);
    }
    expect(await store.claimNext(scopeOf('w'), nowMs)).toBeNull();
    expect(await store.claimNext(other, nowMs)).toMatchObject({ orgId: 'other', state: 'RUNNING' });
    const [own, foreign] = [
      await store.auditEntries('local', 0, 999),
      await store.auditEntries('other', 0, 999),
    ];
    expect(own.some(({ text }) => text.includes(identity.id))).toBe(false);
    expect(foreign.every(({ text }) => !text.includes('"log":"local"'))).toBe(true);
    expect(foreign).toHaveLength(3);
    const listed = await store.listMissions({ orgId: 'other', limit: 99 });
    expect(listed.map(({ id }) => id)).toEqual([identity.id]);
  });
}
