import type { AckBody, BatchBody, TelemetryPoint } from '@artisan-ts/contracts';
import { btChannel, etChannel, ok, seededStream } from '@artisan-ts/domain';
import {
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { createStation } from '#create-station.ts';
import type { OpenedEnvelope } from '#ingest/remote-telemetry.ts';
import { type DriverKind, remoteDriverName } from '#ports/driver.ts';
import type { Station } from '#station.ts';

const idle: DriverKind = {
  name: remoteDriverName,
  label: 'Remote',
  origin: 'measured',
  fields: [],
  describe: () =>
    ok({
      settings: {},
      streams: [{ stream: 'main', channels: [btChannel, etChannel], intervalS: 1 }],
      levers: [],
      clockRate: 1,
    }),
  create: () => ({
    reading: {
      run: (_sink, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      test: () => Promise.resolve({ ok: false, steps: [], sample: null }),
    },
    control: null,
    batch: null,
  }),
};

const boot = `boot_${'a'.repeat(32)}`;

/** A station whose one machine is read elsewhere, and the sender. */
class Scene {
  readonly clock = new SimulatedClock();
  readonly disk = new SimulatedDisk(this.clock);
  readonly acks: AckBody[] = [];
  readonly ids = new CountingIds();
  readings = new MemoryReadingStore(this.disk);
  station: Station = this.#build();
  machine = '';
  /** When the sender started, on the clock of the world. */
  readonly #bornMs = this.clock.wallMs();

  async begin(): Promise<this> {
    await this.station.start();
    const body = { name: 'Far', driver: remoteDriverName, settings: {}, closeAfterDropS: 300 };
    const adding = this.station.machines.add(body);
    await this.clock.advance(100);
    const added = await adding;
    if (!added.ok) throw new Error(added.message);
    this.machine = added.value.id;
    return this;
  }

  /** A new process on the same disk. */
  async restart(): Promise<void> {
    this.readings = new MemoryReadingStore(this.disk);
    this.station = this.#build();
    const starting = this.station.start();
    await this.clock.advance(100);
    await starting;
  }

  #build(): Station {
    const station = createStation({
      clock: this.clock,
      ids: this.ids,
      logger: recordingLogger(),
      readings: this.readings,
      roasts: new MemoryRoastStore(this.disk),
      drivers: [idle],
      systemBoot: 'boot-1',
    });
    station.remote.onAck((ack) => this.acks.push(ack));
    return station;
  }

  point(seq: number, btC = 150 + seq): TelemetryPoint {
    const wallMs = this.#bornMs + seq * 1000;
    return { seq, monoUs: seq * 1_000_000, wallMs, channels: { btC, etC: null } };
  }

  batch(points: readonly TelemetryPoint[], parts: Partial<BatchBody> = {}): OpenedEnvelope {
    const { machine } = this;
    const route = { org: 'local', site: 'main', machine };
    const origin = { v: 1 as const, ...route, boot, bootCount: 1, stream: 'main' };
    return ok({
      type: 'batch',
      body: { ...origin, historical: false, points: [...points], ...parts },
      route,
    });
  }

  /** Sends and lets the disk work; gives what the broker would answer. */
  async send(opened: OpenedEnvelope, topic = `roaster/local/main/${this.machine}/telemetry`) {
    const delivery = this.station.remote.receive({ topic, opened, excerpt: () => 'raw' });
    await this.clock.advance(50);
    return delivery;
  }

  async born(oldestSeq: number): Promise<void> {
    const { machine } = this;
    const route = { org: 'local', site: 'main', machine };
    const streams = [{ stream: 'main', oldestSeq, dropped: 0 }];
    await this.send(
      ok({ type: 'birth', body: { v: 1, ...route, boot, bootCount: 1, streams }, route }),
    );
  }

  async storedSeqs(): Promise<number[]> {
    const sourceIds = (await new MemoryRoastStore(this.disk).machines()).flatMap((each) =>
      each.configuration.sources.map(({ id }) => id),
    );
    return (await this.readings.range({ sourceIds, limit: 10_000 })).map(({ seq }) => seq);
  }
}

describe('telemetry from elsewhere', () => {
  it('is answered when the disk has confirmed it, and not before', async () => {
    const scene = await new Scene().begin();
    scene.disk.stall();
    let answer = '';
    const opened = scene.batch([scene.point(0)]);
    const topic = `roaster/local/main/${scene.machine}/telemetry`;
    void scene.station.remote.receive({ topic, opened, excerpt: () => '' }).then((delivery) => {
      answer = delivery;
    });
    await scene.clock.advance(5000);
    expect([answer, scene.acks.length]).toEqual(['', 0]);
    scene.disk.resume();
    await scene.clock.advance(50);
    expect(answer).toBe('taken');
    expect(scene.acks).toMatchObject([{ boot, stream: 'main', seq: 0 }]);
  });

  it('is taken once and whole, however often and in whatever order it comes', async () => {
    for (const seed of [1, 2, 3]) {
      const scene = await new Scene().begin();
      const chance = seededStream(seed, 'network');
      const batches = Array.from({ length: 20 }, (_, k) =>
        Array.from({ length: 5 }, (__, i) => scene.point(k * 5 + i)),
      );
      const sent = batches
        .flatMap((batch) => Array.from({ length: 10 }, () => batch))
        .map((batch) => ({ batch, at: chance.next() }))
        .sort((a, b) => a.at - b.at);
      for (const { batch } of sent) expect(await scene.send(scene.batch(batch))).toBe('taken');
      const seqs = await scene.storedSeqs();
      expect(seqs.length, `seed ${seed}`).toBe(100);
      expect(new Set(seqs).size, `seed ${seed}`).toBe(100);
      expect(scene.acks.at(-1)?.seq, `seed ${seed}`).toBe(99);
      const acked = scene.acks.map(({ seq }) => seq);
      expect(acked, `seed ${seed}`).toEqual([...acked].sort((a, b) => a - b));
      expect(scene.station.health().telemetry).toMatchObject({
        missing: 0,
        setAside: { count: 0 },
      });
    }
  });

  it('acknowledges nothing beyond a gap until it is filled or given up', async () => {
    const scene = await new Scene().begin();
    await scene.send(scene.batch([scene.point(0), scene.point(1), scene.point(5)]));
    expect(scene.acks.at(-1)?.seq).toBe(1);
    expect(scene.station.health().telemetry?.missing).toBe(3);
    await scene.send(scene.batch([scene.point(2)]));
    expect(scene.acks.at(-1)?.seq).toBe(2);
    await scene.born(5);
    expect(scene.acks.at(-1)?.seq).toBe(5);
  });

  it('knows after a restart what it has: repeats its acknowledgement and stores nothing twice', async () => {
    const scene = await new Scene().begin();
    await scene.send(scene.batch([0, 1, 2].map((seq) => scene.point(seq))));
    await scene.restart();
    scene.acks.length = 0;
    await scene.born(0);
    expect(scene.acks).toMatchObject([{ seq: 2 }]);
    await scene.send(scene.batch([1, 2, 3].map((seq) => scene.point(seq))));
    expect(await scene.storedSeqs()).toEqual([0, 1, 2, 3]);
    expect(scene.acks.at(-1)?.seq).toBe(3);
    expect(scene.station.health().telemetry?.setAside.count).toBe(0);
  });

  it.each([
    ['at once', false],
    ['after a restart', true],
  ])(
    'sets aside another reading in the place of one it has, %s, and keeps the first',
    async (_when, restarts) => {
      const scene = await new Scene().begin();
      await scene.send(scene.batch([scene.point(0, 180)]));
      if (restarts) await scene.restart();
      expect(await scene.send(scene.batch([scene.point(0, 999)]))).toBe('taken');
      expect(scene.station.health().telemetry?.setAside).toMatchObject({
        count: 1,
        byCode: { 'telemetry.equivocation': 1 },
      });
      expect(await scene.storedSeqs()).toEqual([0]);
    },
  );

  it('keeps what comes an hour late, for the record and not for the rules', async () => {
    const scene = await new Scene().begin();
    const live: boolean[] = [];
    scene.station.live.subscribe((event) => {
      if (event.name === 'sample') live.push(event.data.ror.btCPerMin !== null);
    }, {});
    await scene.clock.advance(3_600_000);
    await scene.send(
      scene.batch(
        Array.from({ length: 60 }, (_, seq) => scene.point(seq)),
        { historical: true },
      ),
    );
    expect(await scene.storedSeqs()).toHaveLength(60);
    expect(live).toHaveLength(60);
    expect(live.every((hasRate) => !hasRate)).toBe(true);
    const [machine] = scene.station.machines.list();
    expect(machine?.connection.state).toBe('connecting');
    await scene.send(scene.batch([scene.point(3600)]));
    expect(scene.station.machines.list()[0]?.connection.state).toBe('connected');
  });

  it.each([
    ['another organisation in the body', { body: { org: 'other' } }, 'telemetry.scope-mismatch'],
    ['another site in the body', { body: { site: 'other' } }, 'telemetry.scope-mismatch'],
    ['another machine in the body', { body: { machine: 'other' } }, 'telemetry.scope-mismatch'],
    ['another organisation in the route', { route: { org: 'other' } }, 'telemetry.scope-mismatch'],
    ['another site in the route', { route: { site: 'other' } }, 'telemetry.scope-mismatch'],
    ['another machine in the route', { route: { machine: 'other' } }, 'telemetry.scope-mismatch'],
    [
      'another organisation in the topic',
      { topic: 'roaster/other/main/M/telemetry' },
      'telemetry.scope-mismatch',
    ],
    [
      'another site in the topic',
      { topic: 'roaster/local/other/M/telemetry' },
      'telemetry.scope-mismatch',
    ],
    [
      'another machine in the topic',
      { topic: 'roaster/local/main/other/telemetry' },
      'telemetry.scope-mismatch',
    ],
    [
      'the topic of acknowledgements',
      { topic: 'roaster/local/main/M/ack' },
      'telemetry.scope-mismatch',
    ],
    ['an organisation that is not here', { all: { org: 'other' } }, 'telemetry.unknown-source'],
    ['a site that is not here', { all: { site: 'other' } }, 'telemetry.unknown-source'],
    ['a machine that nobody added', { all: { machine: 'other' } }, 'telemetry.unknown-source'],
    ['a stream that the machine does not have', { body: { stream: 'gas' } }, 'telemetry.malformed'],
  ])('sets aside what comes with %s', async (_what, parts, code) => {
    const scene = await new Scene().begin();
    const { topic, body, route, all } = { topic: '', body: {}, route: {}, all: {}, ...parts };
    const opened = scene.batch([scene.point(0)], { ...body, ...all } as Partial<BatchBody>);
    if (!opened.ok) throw new Error(opened.message);
    const routed = ok({ ...opened.value, route: { ...opened.value.route, ...route, ...all } });
    const own = Object.values(routed.value.route).join('/');
    const under = topic === '' ? `roaster/${own}/telemetry` : topic.replace('M', scene.machine);
    expect(await scene.send(routed, under)).toBe('set-aside');
    expect(scene.station.health().telemetry?.setAside.last).toMatchObject({ code });
    expect(await scene.storedSeqs()).toEqual([]);
  });

  it('gives the time of arrival to a sender whose clock is far ahead', async () => {
    const scene = await new Scene().begin();
    const ahead = scene.point(0);
    await scene.send(scene.batch([{ ...ahead, wallMs: ahead.wallMs + 3_600_000 }]));
    const sources = (await new MemoryRoastStore(scene.disk).machines())[0]?.configuration.sources;
    const newest = await scene.readings.newest(
      sources?.[0]?.id ??
        (() => {
          throw new Error('no source');
        })(),
    );
    expect(newest?.monoUs).toBeLessThan(5_000_000);
  });
});
