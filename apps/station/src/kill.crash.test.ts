import { setTimeout as sleep } from 'node:timers/promises';
import type { DurableEvent, RoastPage, SampleEvent } from '@artisan-ts/contracts';
import { invariant, type RoastRecord, type SourceId, seededStream } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { requireTool, roastFiles } from '@artisan-ts/testkit';
import { afterAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { readRoast } from '#files/read-roast.ts';
import { markPlan } from '#replay/mark-plan.ts';
import { stationAwayS } from '#replay/patience.ts';
import { replayOverWire } from '#replay/wire-replay.ts';
import { PullableCable } from '../test/pullable-cable.ts';
import { StationProcess } from '../test/station-process.ts';

const interruptions = Number(process.env['ARTISAN_INTERRUPTIONS'] ?? 5);
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);

/** Three of four processes are killed so long after their first durable sample, ... */
const readingMsMax = 1500;
/** ... the others so long after their start, wherever they are then. */
const startingMsMax = 1500;
/** A process that has not stored a sample by now never will. */
const resumeMsLimit = 30_000;
/** About what the processes read in their lives: decides how fast the roast must be played to be in mid-roast at the end. */
const readingMsPerLife = 2000;

const station = new StationProcess();
afterAll(() => station.dispose());

/** So many of the interruptions pull the cable instead of killing the process, ... */
const pulledShare = 0.4;
/** ... for so long. */
const pulledMsMax = 400;

/** What a client of the live stream was promised, and when each process kept its first promise. */
class Witness {
  readonly acknowledged = new Map<string, SampleEvent>();
  readonly firstDurableMs: number[] = [];
  readonly roastIds = new Set<string>();
  readonly #waiting = new Map<string, SampleEvent>();
  readonly #boots = new Set<string>();
  #resumed: () => void = () => undefined;

  /** Resolves when the next sample is durable. */
  nextDurable(): Promise<void> {
    return new Promise((resolve) => {
      this.#resumed = resolve;
    });
  }

  async watch(client: StationClient, machineId: string, signal: AbortSignal): Promise<void> {
    const query = { machine: machineId, patienceS: stationAwayS };
    for await (const { name, data } of client.follow(query, signal)) {
      if (name === 'sample') this.#sample(data as SampleEvent);
      if (name === 'durable') this.#durable(data as DurableEvent);
      if (name === 'roast') this.roastIds.add((data as { roast: { id: string } }).roast.id);
    }
  }

  #sample(sample: SampleEvent): void {
    const key = `${sample.boot} ${sample.seq}`;
    if (!this.acknowledged.has(key)) this.#waiting.set(key, sample);
  }

  #durable({ newest }: DurableEvent): void {
    for (const [key, sample] of this.#waiting) {
      if (!newest.some(({ boot, seq }) => boot === sample.boot && seq >= sample.seq)) continue;
      this.#waiting.delete(key);
      this.acknowledged.set(key, sample);
      this.#resumed();
      if (this.#boots.has(sample.boot)) continue;
      this.#boots.add(sample.boot);
      this.firstDurableMs.push(performance.now() - station.startedMs);
    }
  }
}

function longRoast(): RoastRecord | null {
  const path = roastFiles().find((file) => file.endsWith('hypersprite-01.alog')) ?? roastFiles()[0];
  if (path === undefined) return null;
  const file = readRoast(path);
  invariant(file.ok, `${path} can be read`);
  return file.value.record;
}

const record = requireTool('socat') ? longRoast() : null;

/** Kills the process or pulls the cable, as chance has it; gives how often each. */
async function interrupt(
  witness: Witness,
  cable: PullableCable,
  isOver: () => boolean,
): Promise<{ readonly killed: number; readonly pulled: number }> {
  const chance = seededStream(seed, 'lives of the station');
  let killed = 0;
  let pulled = 0;
  while (killed + pulled < interruptions && !isOver()) {
    const isPull = chance.next() < pulledShare;
    if (isPull || chance.next() < 0.75) {
      await Promise.race([witness.nextDurable(), sleep(resumeMsLimit)]);
      await sleep(chance.next() * readingMsMax);
    } else {
      await sleep(chance.next() * startingMsMax);
    }
    // What a dead process had asked for is not answered to the next one: the plug forgets it.
    if (!isPull) await station.kill();
    await cable.pull();
    await sleep(isPull ? chance.next() * pulledMsMax : 0);
    await cable.plugIn();
    if (!isPull) station.spawn();
    if (isPull) pulled += 1;
    else killed += 1;
  }
  return { killed, pulled };
}

test.runIf(record)(
  `a station interrupted ${interruptions} times in mid-roast, by kills and by its cable, goes on with the same roast and keeps what it acknowledged`,
  async () => {
    invariant(record !== null, 'the test runs only with a roast');
    const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
    await station.start();

    const durationS = record.curves[0]?.timeS.at(-1) ?? 0;
    const speed = Math.min(
      100,
      Math.max(1, durationS / ((interruptions * readingMsPerLife) / 1000)),
    );
    const stop = new AbortController();
    const witness = new Witness();
    let isOver = false;
    const cable = await PullableCable.open();
    const replay = replayOverWire({
      record,
      client,
      speed,
      keep: true,
      tell: () => undefined,
      signal: stop.signal,
      cable,
    }).finally(() => {
      isOver = true;
    });
    const machineId = await machineOf(client);
    const watching = witness.watch(client, machineId, stop.signal);

    const { killed, pulled } = await interrupt(witness, cable, () => isOver);
    const result = await replay;
    stop.abort();
    await watching;

    const told = `seed ${seed}: ${station.said}`;
    invariant(result.ok, `the replay reaches its end; ${told}`);
    const { items } = await client.get<RoastPage>(`/roasts?machine=${machineId}`, {
      patienceS: stationAwayS,
    });
    await station.stop();

    expect(killed + pulled, told).toBe(interruptions);
    expect(
      items.map(({ id }) => id),
      told,
    ).toEqual([result.value.roastId]);
    expect([...witness.roastIds], told).toEqual([result.value.roastId]);
    const times = record.curves[0]?.timeS ?? [];
    const made = markPlan(record, times).map(({ kind }) => kind);
    const found = items[0]?.marks.filter(({ kind }) => kind !== 'turningPoint') ?? [];
    expect(found.map(({ kind }) => kind).sort(), told).toEqual([...made].sort());
    expect(found.every(({ source, state }) => source === 'operator' && state === 'confirmed')).toBe(
      true,
    );
    expect(await missingFromStore(witness), told).toEqual([]);

    const resumed = witness.firstDurableMs.slice(1).sort((a, b) => a - b);
    const median = resumed[Math.floor(resumed.length / 2)] ?? 0;
    const max = resumed.at(-1) ?? 0;
    const acknowledged = witness.acknowledged.size;
    process.stdout.write(
      `${[
        `seed ${seed}: ${killed} kills and ${pulled} cable pulls, ${acknowledged} acknowledged samples all stored`,
        `no failure in ${interruptions} means at most ${((3 / interruptions) * 100).toFixed(1)} % with 95 % confidence`,
        `new process to first durable sample: median ${Math.round(median)} ms, max ${Math.round(max)} ms, of ${resumed.length}`,
      ].join('; ')}\n`,
    );
  },
);

async function machineOf(client: StationClient): Promise<string> {
  for (;;) {
    const { items } = await client.get<{ items: { id: string; driver: string }[] }>('/machines');
    const machine = items.find(({ driver }) => driver === 'tc4');
    if (machine) return machine.id;
    await sleep(10);
  }
}

/** Acknowledged samples that the store does not hold, or holds with other values. */
async function missingFromStore(witness: Witness): Promise<readonly string[]> {
  const [first] = witness.acknowledged.values();
  invariant(first !== undefined, 'something was acknowledged');
  const store = await openStoreReadOnly({ folder: station.dataFolder });
  const stored = await store.readings.range({
    sourceIds: [first.sourceId as SourceId],
    limit: 100_000,
  });
  await store.close();
  const values = new Map(stored.map((row) => [`${row.boot} ${row.seq}`, row]));
  return [...witness.acknowledged].flatMap(([key, sample]) => {
    const row = values.get(key);
    const isSame =
      row?.monoUs === sample.monoUs &&
      row.values.slice(0, 2).join() === [sample.channels['btC'], sample.channels['etC']].join();
    return isSame ? [] : [key];
  });
}
