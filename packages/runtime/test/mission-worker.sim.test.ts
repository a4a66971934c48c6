import { getEventListeners } from 'node:events';
import { ArtisanError, seededStream } from '@artisan-ts/domain';
import {
  buildAsk,
  CountingIds,
  type MemoryMissionStore,
  memoryMissionStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
  scopeOf,
  settle,
} from '@artisan-ts/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Agent, AgentRun } from '#missions/agent.ts';
import { MissionOffice } from '#missions/mission-office.ts';
import { MissionWorker } from '#missions/worker.ts';
import type { UnreportedClose } from '#ports/mission-store.ts';
import type { StationParts } from '#station-parts.ts';

let clock: SimulatedClock;
let disk: SimulatedDisk;
let store: MemoryMissionStore;
let stop: AbortController;
const closes: (UnreportedClose & { kind: 'roast.closed'; wallMs: number })[] = [];

beforeEach(() => {
  clock = new SimulatedClock();
  disk = new SimulatedDisk(clock);
  closes.length = 0;
  store = memoryMissionStore(disk, { outbox: closes as never });
  stop = new AbortController();
});

const agentThat = (run: (run: AgentRun) => Promise<unknown>): Agent => ({
  goal: 'roast-report',
  run: run as Agent['run'],
  isResult: (result) => (result as { text: string }).text.length > 0,
});
const agentThatTakes = (ms: number): Agent =>
  agentThat(async ({ step }) => {
    await step('scan', async () => {
      await clock.sleep(ms as never);
      return null;
    });
    return { text: 'fine' };
  });
const nowMs = () => clock.wallMs();

function workerWith(agent: Agent): MissionWorker {
  const logger = recordingLogger();
  const scope = scopeOf('w1');
  return new MissionWorker({
    store,
    clock,
    logger,
    agents: [agent],
    scope,
    nowMs,
    chance: () => 0,
  });
}

const states = () => store.all().map(({ state }) => state);

describe('a worker of missions', () => {
  it('calls a defect of an agent the failure of that mission, and goes on with the next', async () => {
    for (const number of [1, 2]) await store.createMission(buildAsk(number), nowMs());
    const first = buildAsk(1).identity.id;
    const agent = agentThat(async ({ mission, step }) => {
      if (mission.id === first) return (null as unknown as { nothing: string }).nothing;
      await step('scan', async () => null);
      return { text: 'fine' };
    });
    await workerWith(agent).workAll(stop.signal);
    expect(states()).toEqual(['RETRY', 'DONE']);
    expect(store.all()[0]?.lastError).toMatchObject({ code: 'AGENT_DEFECT' });
  });

  it('fails a mission whose result cannot even be looked at', async () => {
    await store.createMission(buildAsk(1), nowMs());
    await workerWith(agentThat(async () => null)).workAll(stop.signal);
    expect(store.all()[0]).toMatchObject({ state: 'RETRY', lastError: { code: 'AGENT_DEFECT' } });
  });

  it('counts what an agent cannot read as its failure, and what cannot be kept as a fault of the store', async () => {
    await store.createMission(buildAsk(1), nowMs());
    const unreadable = agentThat(() => Promise.reject(new ArtisanError('store.unavailable', 'x')));
    await workerWith(unreadable).workAll(stop.signal);
    expect(store.all()[0]?.lastError?.code).toBe('store.unavailable');
    await clock.advance(60_000);
    const onFullDisk = agentThat(async ({ step }) => {
      disk.fault = 'store.full';
      return step('scan', async () => null);
    });
    const working = workerWith(onFullDisk).workAll(stop.signal);
    await expect(working).rejects.toMatchObject({ code: 'store.full' });
    expect(states()).toEqual(['RUNNING']);
  });

  it('leaves nothing behind at the signal of the station with each mission', async () => {
    for (const number of [1, 2, 3]) await store.createMission(buildAsk(number), nowMs());
    const agent = agentThat(async ({ step }) => {
      await step('scan', async () => null);
      return { text: 'fine' };
    });
    await workerWith(agent).workAll(stop.signal);
    expect(states()).toEqual(['DONE', 'DONE', 'DONE']);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('finishes what takes a moment when the station stops', async () => {
    await store.createMission(buildAsk(1), nowMs());
    const working = workerWith(agentThatTakes(2_000)).workAll(stop.signal);
    await clock.advance(500);
    stop.abort();
    await clock.advance(2_000);
    await working;
    expect(states()).toEqual(['DONE']);
  });

  it('gives back what takes longer, for another to take at once, and is fenced off', async () => {
    await store.createMission(buildAsk(1), nowMs());
    const working = workerWith(agentThatTakes(20_000)).workAll(stop.signal);
    await clock.advance(500);
    stop.abort();
    await clock.advance(3_000);
    await working;
    expect(store.all()[0]).toMatchObject({ state: 'PENDING', attempts: 0 });
    const taken = await store.claimNext(scopeOf('w2'), nowMs());
    await clock.advance(20_000);
    expect(store.all()).toEqual([taken]);
  });
});

describe('the mission office', () => {
  it('asks and sweeps while a mission takes its time', async () => {
    const office = new MissionOffice(
      stationOf(),
      store,
      { begin: async () => [], workers: () => [agentThatTakes(60_000)], versions: () => ({}) },
      seededStream(1, 'office'),
    );
    await store.createMission(buildAsk(1), nowMs());
    const running = office.run(stop.signal);
    await clock.advance(1_000);
    expect(states()).toEqual(['RUNNING']);
    // A worker that died in another process, and a roast that is closed meanwhile.
    await store.createMission(buildAsk(2), nowMs());
    await store.claimNext(scopeOf('dead'), nowMs());
    const { roastId } = buildAsk(3).params as { roastId: UnreportedClose['roastId'] };
    closes.push({ kind: 'roast.closed', roastId, revision: 1, wallMs: nowMs() });
    office.wake();
    await clock.advance(36_000);
    expect(states()).toEqual(['RUNNING', 'RETRY', 'QUARANTINED']);
    stop.abort();
    await clock.advance(3_000);
    await running;
    expect(states()[0]).toBe('PENDING');
    await settle();
  });

  /** What the office needs of a station: no roast can be read here. */
  function stationOf(): StationParts {
    const deps = { clock, logger: recordingLogger(), ids: new CountingIds() };
    const reader = { stored: async () => null };
    return { deps, reader, time: { now: nowMs } } as unknown as StationParts;
  }
});
