import {
  type BatchBody,
  type BirthBody,
  type EnvelopeContent,
  pushBody,
} from '@artisan-ts/contracts';
import {
  type MachineId,
  type RandomStream,
  type Reading,
  type SourceId,
  seededStream,
} from '@artisan-ts/domain';
import { createStation, PushDesk, type Station } from '@artisan-ts/runtime';
import { openEnvelope, readingIn, sealEnvelope } from '@artisan-ts/server';
import {
  below,
  CountingIds,
  fuzzRun,
  MemoryReadingStore,
  MemoryRoastStore,
  mutatedBytes,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInDrivers } from '#host/built-in-drivers.ts';

/** Each message goes through a whole station: a tenth of what a parser alone gets. */
const messages = Math.ceil(fuzzRun.frames / 10);
const betweenGood = 20;
const stepMs = 1_000;
/** What clocks that were set explain: a reading that claims to be further ahead is placed anew. */
const aheadMaxUs = 86_400e6;
const boots = { spoilt: `boot_${'a'.repeat(32)}`, good: `boot_${'b'.repeat(32)}` };

let clock: SimulatedClock;
let station: Station;
let readings: MemoryReadingStore;
let seenCursor: number;

beforeEach(async () => {
  clock = new SimulatedClock();
  seenCursor = 0;
  const disk = new SimulatedDisk(clock);
  readings = new MemoryReadingStore(disk);
  const pushDesk = new PushDesk();
  station = createStation({
    clock,
    ids: new CountingIds(),
    logger: silentLogger,
    readings,
    roasts: new MemoryRoastStore(disk),
    drivers: builtInDrivers(undefined, pushDesk),
    pushDesk,
    systemBoot: 'boot-1',
  });
  await settled(station.start());
});

afterEach(() => settled(station.stop()));

/** What it comes to, while time passes. */
async function settled<Value>(promise: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  for (let step = 0; step < 1_000 && !isDone; step++) await clock.advance(100);
  return done;
}

async function added(driver: string): Promise<{ machine: MachineId; sourceId: SourceId }> {
  const settings = driver === 'push' ? { channels: 'BT C; ET F; Fan', intervalS: 1 } : {};
  const body = { name: driver, closeAfterDropS: 300, driver, settings };
  const answer = await settled(station.machines.add(body));
  if (!answer.ok) throw new Error(answer.message);
  const [source] = answer.value.sources;
  return { machine: answer.value.id as MachineId, sourceId: (source?.id ?? '') as SourceId };
}

/** Every reading that came to the disk since the last look: a value that can be, or a reason. The newest of them. */
async function looked(sourceId: SourceId): Promise<Reading | undefined> {
  const query = { sourceIds: [sourceId], afterCursor: seenCursor, limit: 10_000 };
  const stored = await readings.range(query);
  seenCursor = stored.at(-1)?.cursor ?? seenCursor;
  for (const { monoUs, values, missing } of stored) {
    expect(monoUs).toBeLessThanOrEqual(clock.monoUs() + aheadMaxUs);
    for (const [at, value] of values.entries()) {
      expect(value === null).toBe((missing[at] ?? null) !== null);
      if (value === null) continue;
      expect(Number.isFinite(value)).toBe(true);
      // The first two channels are temperatures.
      if (at < 2) expect(value >= -200 && value <= 1372).toBe(true);
    }
  }
  return stored.at(-1);
}

/** As the address takes a body: JSON, and what the contract says of it. */
function overHttp(bytes: Uint8Array) {
  try {
    const parsed = pushBody.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    // No JSON: the address refuses it.
    return null;
  }
}

/** As the WebSocket takes a message. */
function overSocket(bytes: Uint8Array) {
  const read = readingIn(bytes);
  if (!read.ok) expect([read.code, read.message.length > 0]).toEqual(['input.invalid', true]);
  return read.ok ? read.value : null;
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** What a device may say, plain and odd. */
function said(chance: RandomStream, seq: number): unknown {
  const odd = [1e308, -1e9, 'open-circuit', null, -0, 1372.1];
  const value = () =>
    below(chance, 4) === 0 ? odd[below(chance, odd.length)] : 300 * chance.next();
  return { values: { bt: value(), et: value(), fan: value() }, seq };
}

describe(`${messages} mutated frames of devices that push (seed ${fuzzRun.seed})`, () => {
  it.each([
    ['HTTP', overHttp],
    ['a WebSocket', overSocket],
  ])(
    'over %s make no reading that cannot be, and the good ones after them are taken',
    async (name, door) => {
      const chance = seededStream(fuzzRun.seed, `fuzz push ${name}`);
      const { machine, sourceId } = await added('push');
      let taken = 0;
      for (let sent = 0; sent < messages; sent++) {
        const body = door(mutatedBytes(json(said(chance, sent)), chance));
        if (body !== null) {
          const answer = await settled(station.pushing.receive(machine, body));
          if (answer.ok && answer.value.taken) taken += 1;
        }
        await clock.advance(stepMs);
        if (sent % betweenGood > 0) continue;
        const good = door(json({ values: { bt: 20 + (sent % 200), et: 212, fan: 7 } }));
        if (good === null) throw new Error('a good message was refused');
        const answer = await settled(station.pushing.receive(machine, good));
        expect(answer).toMatchObject({ ok: true, value: { taken: true } });
        expect((await looked(sourceId))?.values[0]).toBe(20 + (sent % 200));
        await clock.advance(stepMs);
      }
      if (fuzzRun.isLong)
        process.stdout.write(
          `push over ${name}: ${messages} mutated messages; ${taken} still taken\n`,
        );
      expect(taken).toBeGreaterThan(0);
    },
    600_000,
  );

  it('over MQTT make no reading that cannot be, and the good ones after them are taken', async () => {
    const chance = seededStream(fuzzRun.seed, 'fuzz envelope');
    const { machine, sourceId } = await added('mqtt');
    const bornMs = clock.wallMs();
    const bornUs = clock.monoUs();
    const route = { org: 'local', site: 'main', machine };
    const topic = `roaster/local/main/${machine}/telemetry`;
    const receive = (bytes: Uint8Array) =>
      station.remote.receive({ topic, opened: openEnvelope(bytes), excerpt: () => '' });
    const origin = (boot: string, bootCount: number) => ({
      v: 1 as const,
      ...route,
      boot,
      bootCount,
    });
    const born = (boot: string, bootCount: number): BirthBody => ({
      ...origin(boot, bootCount),
      streams: [{ stream: 'main', oldestSeq: 0, dropped: 0 }],
    });
    const batch = (boot: string, bootCount: number, seq: number, btC: number): BatchBody => ({
      ...origin(boot, bootCount),
      stream: 'main',
      historical: false,
      points: [
        {
          seq,
          monoUs: clock.monoUs() - bornUs,
          wallMs: bornMs + (clock.monoUs() - bornUs) / 1000,
          channels: { btC, etC: null },
          missing: { etC: 'open-circuit' },
        },
      ],
    });
    for (const body of [born(boots.spoilt, 1), born(boots.good, 2)]) {
      expect(await settled(receive(sealEnvelope({ type: 'birth', body })))).toBe('taken');
    }
    const odd = [1e308, -1e9, 1372.1, -0];
    const deliveries: Record<string, number> = {};
    for (let sent = 0; sent < messages; sent++) {
      const btC =
        below(chance, 4) === 0 ? (odd[below(chance, odd.length)] ?? 0) : 300 * chance.next();
      const content: EnvelopeContent =
        below(chance, 20) === 0
          ? { type: 'birth', body: born(boots.spoilt, 1) }
          : { type: 'batch', body: batch(boots.spoilt, 1, sent, btC) };
      // Half of them are spoilt where they say what was measured: the rest is names of 32 digits that nobody knows then.
      const bytes =
        below(chance, 2) === 0
          ? mutatedBytes(sealEnvelope(content), chance)
          : withBody(content.type, route, spoiltPoints(content.body, chance));
      void receive(bytes).then((delivery) => {
        deliveries[delivery] = (deliveries[delivery] ?? 0) + 1;
      });
      await clock.advance(stepMs);
      if (sent % betweenGood > 0) continue;
      const good = batch(boots.good, 2, sent, 20 + (sent % 200));
      expect(await settled(receive(sealEnvelope({ type: 'batch', body: good })))).toBe('taken');
      const newest = await looked(sourceId);
      expect(newest).toMatchObject({ boot: boots.good, values: [20 + (sent % 200), null] });
    }
    if (fuzzRun.isLong)
      process.stdout.write(
        `MQTT envelopes: ${messages} mutated messages; ${JSON.stringify(deliveries)}\n`,
      );
    expect(deliveries['taken']).toBeGreaterThan(0);
    expect(deliveries['set-aside']).toBeGreaterThan(0);
  }, 600_000);
});

/** A body with changes in its last part, which is the points of a batch. */
function spoiltPoints(body: unknown, chance: RandomStream): Uint8Array {
  const text = JSON.stringify(body);
  const at = Math.max(0, text.indexOf('"points"'));
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  return Buffer.concat([Buffer.from(head), mutatedBytes(Buffer.from(tail), chance)]);
}

/** An envelope around bytes that may be no body. */
function withBody(
  type: string,
  route: Readonly<Record<string, string>>,
  body: Uint8Array,
): Uint8Array {
  return json({ v: 1, type, body: Buffer.from(body).toString('base64url'), route });
}
