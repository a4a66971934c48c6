import type { BatchBody } from '@artisan-ts/contracts';
import { DurationMs, ok, type SourceId, seededStream } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { boot, Scene } from './remote-scene.ts';

describe('telemetry from elsewhere', () => {
  it('tells of the trouble of a sender as long as its device is part of the machine', async () => {
    const scene = await new Scene().begin(2);
    const { machines } = scene.station;
    const [first, second] = machines.get(scene.machine)?.sources ?? [];
    const trouble = 'The disk of the bridge is full.';
    await scene.born(0, { source: second?.id ?? '', boot, bootCount: 1, trouble });
    const codes = () => scene.station.health().findings.map(({ code }) => code);
    expect(codes()).toContain('telemetry.sender');
    const changing = machines.change(scene.machine, { sources: [{ id: first?.id ?? '' }] });
    await scene.clock.advance(200);
    expect(await changing).toMatchObject({ ok: true });
    expect(codes()).not.toContain('telemetry.sender');
  });

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
    expect(scene.station.health().telemetry?.missing).toBe(0);
  });

  it('wants a birth again that the disk did not take, and goes on with it then', async () => {
    const scene = await new Scene().begin();
    const second = { boot: `boot_${'c'.repeat(32)}`, bootCount: 2 };
    scene.disk.fault = 'store.read-only';
    expect(await scene.born(0, second)).toBe('lost');
    scene.disk.fault = null;
    expect(await scene.born(0, second)).toBe('taken');
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

  it('passes on in the order of its arrival, however long the disk takes to tell what it knows of the start', async () => {
    const scene = await new Scene().begin();
    await scene.send(scene.batch([scene.point(0)]));
    await scene.restart();
    const { readings, clock } = scene;
    const look = readings.bootCount.bind(readings);
    let asked = 0;
    readings.bootCount = async (...start) => {
      asked += 1;
      await clock.sleep(DurationMs(10 * asked));
      return look(...start);
    };
    for (const seq of [1, 2]) scene.post(scene.batch([scene.point(seq)]));
    await clock.advance(15);
    scene.post(scene.batch([scene.point(3)]));
    await clock.advance(100);
    expect(await scene.storedSeqs()).toEqual([0, 1, 2, 3]);
    const sourceIds = [await scene.sourceId()];
    const stored = await readings.range({ sourceIds, limit: 10 });
    expect(stored.filter(({ late }) => late)).toEqual([]);
  });

  it('is shown once in a roast though its acknowledgement died with the station and clocks drifted', async () => {
    const scene = await new Scene().begin();
    await scene.send(scene.batch([0, 1, 2].map((seq) => scene.point(seq))));
    const roastId = await scene.charge();
    await scene.restart();
    scene.clock.jumpWall(-57);
    await scene.born(0);
    await scene.send(scene.batch([scene.point(2), scene.point(3), scene.point(4)]));
    const curve = await scene.station.roasts.curve(roastId, 'ls30');
    const timeS = curve?.timeS ?? [];
    expect(curve?.channels['btC']).toEqual([150, 151, 152, 153, 154]);
    expect(timeS.slice(1).map((at, index) => at - (timeS[index] ?? 0))).toEqual([1, 1, 1, 1]);
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
      if (event.name === 'sample') live.push(event.data.ror.btCPerMin !== null || !event.data.late);
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
    const sourceIds = [await scene.sourceId()];
    const stored = await scene.readings.range({ sourceIds, limit: 100 });
    expect(stored.every((reading) => reading.late)).toBe(true);
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

  const nextBoot = `boot_${'b'.repeat(32)}`;

  describe('of a start that was not announced', () => {
    it('waits for the birth, and is taken with it', async () => {
      const scene = await new Scene().begin();
      const early = scene.post(scene.batch([scene.point(0)], { boot: nextBoot, bootCount: 2 }));
      await scene.clock.advance(59_000);
      expect(early.answer).toBeNull();
      await scene.born(0, { boot: nextBoot, bootCount: 2 });
      expect(early.answer).toBe('taken');
      expect(await scene.storedSeqs()).toEqual([0]);
    });

    it('has to come again, and is not set aside, while the disk does not take the birth that came', async () => {
      const scene = await new Scene().begin();
      const second = { boot: `boot_${'c'.repeat(32)}`, bootCount: 2 };
      scene.disk.fault = 'store.full';
      expect(await scene.born(0, second)).toBe('lost');
      const early = scene.post(scene.batch([scene.point(0)], second));
      await scene.clock.advance(70_000);
      expect(early.answer).toBe('lost');
      scene.disk.fault = null;
      expect(await scene.born(0, second)).toBe('taken');
      expect(await scene.send(scene.batch([scene.point(0)], second))).toBe('taken');
      expect(scene.station.health().telemetry?.setAside.count).toBe(0);
    });

    it('is set aside after a minute, and at once from then on, until its birth comes', async () => {
      const scene = await new Scene().begin();
      const parts = { boot: nextBoot, bootCount: 2 };
      const early = scene.post(scene.batch([scene.point(0)], parts));
      await scene.clock.advance(61_000);
      expect(early.answer).toBe('set-aside');
      expect(scene.setAside?.last).toMatchObject({ code: 'telemetry.unknown-boot' });
      expect(await scene.send(scene.batch([scene.point(1)], parts))).toBe('set-aside');
      await scene.born(0, parts);
      expect(await scene.send(scene.batch([scene.point(0)], parts))).toBe('taken');
      expect(await scene.storedSeqs()).toEqual([0]);
    });

    it('waits in bounded numbers: the rest is set aside at once', async () => {
      const scene = await new Scene().begin();
      const posted = Array.from({ length: 300 }, (_, seq) =>
        scene.post(scene.batch([scene.point(seq)], { boot: nextBoot, bootCount: 2 })),
      );
      await scene.clock.advance(50);
      expect(posted.filter(({ answer }) => answer === 'set-aside')).toHaveLength(300 - 256);
      await scene.born(0, { boot: nextBoot, bootCount: 2 });
      expect(posted.filter(({ answer }) => answer === 'taken')).toHaveLength(256);
    });

    it.each([false, true])(
      'is refused when a later start was here before; restarted: %s',
      async (restarts) => {
        const scene = await new Scene().begin();
        expect(await scene.born(0, { boot: nextBoot, bootCount: 7 })).toBe('taken');
        if (restarts) await scene.restart();
        const old = { boot: `boot_${'c'.repeat(32)}`, bootCount: 7 };
        expect(await scene.born(0, old)).toBe('set-aside');
        expect(scene.setAside?.last).toMatchObject({ code: 'telemetry.stale-boot' });
        expect(await scene.born(0)).toBe('taken');
        expect(await scene.send(scene.batch([scene.point(0)]))).toBe('taken');
        expect(await scene.send(scene.batch([scene.point(1)], { bootCount: 7 }))).toBe('set-aside');
        expect(await scene.storedSeqs()).toEqual([0]);
      },
    );
  });

  it('knows two devices of one machine apart by the source that each names', async () => {
    const scene = await new Scene().begin(2);
    const [first, second] = scene.station.machines.get(scene.machine)?.sources ?? [];
    const ofFirst = { source: first?.id ?? '', boot, bootCount: 1 };
    const ofSecond = { source: second?.id ?? '', boot: nextBoot, bootCount: 1 };
    expect(await scene.born(0)).toBe('set-aside');
    expect(scene.setAside?.last?.message).toContain(`${first?.id}, ${second?.id}`);
    expect(await scene.born(0, ofFirst)).toBe('taken');
    expect(await scene.born(0, ofSecond)).toBe('taken');
    expect(await scene.send(scene.batch([scene.point(0)], ofFirst))).toBe('taken');
    // It may call its channels as it knows them, or as the machine does.
    const known = { ...scene.point(0, 99), missing: { etC: 'open-circuit' as const } };
    const called = { ...scene.point(1), channels: { bt2C: 98, et2C: 200 } };
    expect(await scene.send(scene.batch([known, called], ofSecond))).toBe('taken');
    expect(scene.acks.map((ack) => ack.boot)).toEqual([boot, nextBoot]);
    const stored = await scene.readings.range({
      sourceIds: [first?.id, second?.id] as SourceId[],
      limit: 9,
    });
    expect(stored.map(({ sourceId, values }) => [sourceId, ...values])).toEqual([
      [first?.id, 150, null],
      [second?.id, 99, null],
      [second?.id, 98, 200],
    ]);
    expect(stored[1]?.missing[1]).toBe('open-circuit');
    const strange = { ...ofFirst, source: `source_${'f'.repeat(32)}` };
    expect(await scene.send(scene.batch([scene.point(1)], strange))).toBe('set-aside');
    expect(scene.setAside?.last).toMatchObject({ code: 'telemetry.unknown-source' });
  });

  it('is told of per roast: what is missing, what came late, and what never will', async () => {
    const scene = await new Scene().begin();
    const send = async (seqs: readonly number[]): Promise<void> => {
      await scene.send(scene.batch(seqs.map((seq) => scene.point(seq))));
    };
    const numbers = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, index) => from + index);
    await send(numbers(0, 30));
    await scene.clock.advance(30_000);
    const roast = await scene.charge();
    await scene.clock.advance(30_000);
    await send(numbers(40, 60));
    await send(numbers(32, 36));
    const arrivals = await scene.station.roasts.arrivals(roast);
    expect(arrivals).toMatchObject({ readings: 54, late: 4, missing: 6, lost: 0 });
    expect(arrivals?.gaps).toMatchObject([
      { firstSeq: 30, lastSeq: 39, missing: 6, fromS: 0, toS: 11, filledWallMs: null },
    ]);
    expect(arrivals?.lateStretches).toMatchObject([{ fromS: 3, toS: 6, readings: 4 }]);
    await scene.born(38);
    expect(await scene.station.roasts.arrivals(roast)).toMatchObject({ missing: 2, lost: 4 });
    await send(numbers(30, 32));
    await send(numbers(36, 40));
    const whole = await scene.station.roasts.arrivals(roast);
    expect(whole).toMatchObject({ readings: 60, late: 10, missing: 0, lost: 0 });
    expect(whole?.gaps.every(({ filledWallMs }) => filledWallMs !== null)).toBe(true);
  });

  it('gives the time of arrival to a sender whose clock is far ahead', async () => {
    const scene = await new Scene().begin();
    const ahead = scene.point(0);
    await scene.send(scene.batch([{ ...ahead, wallMs: ahead.wallMs + 3_600_000 }]));
    const newest = await scene.readings.newest(await scene.sourceId());
    expect(newest?.monoUs).toBeLessThan(5_000_000);
  });

  it('gives no place an hour ahead to a start it knows whose clock was set by an hour', async () => {
    const scene = await new Scene().begin();
    await scene.send(scene.batch([scene.point(0)]));
    await scene.restart();
    const point = scene.point(1);
    await scene.send(scene.batch([{ ...point, wallMs: point.wallMs + 3_600_000 }]));
    const newest = await scene.readings.newest(await scene.sourceId());
    expect(newest?.seq).toBe(1);
    expect(newest?.monoUs).toBeLessThan(60_000_000);
  });

  it('leaves what is older than its machine at the beginning, over a restart too', async () => {
    const scene = await new Scene().begin();
    const old = (seq: number) => ({ ...scene.point(seq), wallMs: scene.point(seq).wallMs - 4000 });
    await scene.send(scene.batch([old(0)]));
    await scene.restart();
    await scene.send(scene.batch([old(1), old(6)]));
    const sourceIds = [await scene.sourceId()];
    const stored = await scene.readings.range({ sourceIds, limit: 10 });
    expect(stored.map(({ monoUs }) => Math.round(monoUs / 1e6))).toEqual([0, 0, 2]);
  });

  it('gives the time of arrival, however long the disk takes to tell what it knows of the start', async () => {
    const scene = await new Scene().begin();
    const { readings, clock } = scene;
    const look = readings.newest.bind(readings);
    readings.newest = async (...source) => {
      await clock.sleep(DurationMs(30_000));
      return look(...source);
    };
    const point = scene.point(0);
    scene.post(scene.batch([{ ...point, wallMs: point.wallMs + 3_600_000 }]));
    await clock.advance(40_000);
    readings.newest = look;
    expect((await look(await scene.sourceId()))?.monoUs).toBeLessThan(5_000_000);
  });

  it('takes what follows a point of the far future as of now, and no value that no probe shows', async () => {
    const scene = await new Scene().begin();
    await scene.send(scene.batch([scene.point(0)]));
    await scene.send(scene.batch([{ ...scene.point(1, 5000), monoUs: 8e15 }]));
    await scene.clock.advance(2000);
    await scene.send(scene.batch([scene.point(2)]));
    const sourceIds = [await scene.sourceId()];
    const [, ahead, after] = await scene.readings.range({ sourceIds, limit: 10 });
    expect(ahead).toMatchObject({ values: [null, null], missing: ['out-of-range', 'not-sent'] });
    expect(ahead?.monoUs).toBeLessThan(6_000_000);
    expect(after).toMatchObject({ seq: 2, values: [152, null] });
    expect(after?.late).toBeUndefined();
  });
});
