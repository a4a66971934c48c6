import { btChannel, etChannel, type RoastRecord, WallMs } from '@artisan-ts/domain';
import { createStation, type Station } from '@artisan-ts/runtime';
import {
  buildCurve,
  buildMarks,
  buildRoastRecord,
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { beforeEach, describe, expect, it } from 'vitest';

const btC = Array.from({ length: 600 }, (_, second) => 90 + second / 5);
const noon = Date.parse('2026-11-27T12:00:00Z');
const hourMs = 3_600_000;
const asked = { version: '1' };

let station: Station;
let clock: SimulatedClock;
beforeEach(() => {
  clock = new SimulatedClock();
  const disk = new SimulatedDisk(clock);
  station = createStation({
    clock,
    ids: new CountingIds(),
    logger: recordingLogger(),
    readings: new MemoryReadingStore(disk),
    roasts: new MemoryRoastStore(disk),
    drivers: [],
    systemBoot: 'boot',
    utcOffsetS: () => 3600,
  });
});

async function roasted(number: number, startedMs: number | null, parts: Partial<RoastRecord> = {}) {
  const record = buildRoastRecord(number, {
    marks: buildMarks({ charge: 10, fcStart: 400, drop: 500 }),
    curves: [buildCurve(btChannel, btC), buildCurve(etChannel, btC)],
    startedWallMs: startedMs === null ? null : WallMs(startedMs),
    ...parts,
  });
  const result = station.roasts.importRecord(record);
  await clock.advance(1);
  expect((await result).ok).toBe(true);
  return record.id;
}

const titles = (report: Awaited<ReturnType<Station['reports']['day']>> | null) =>
  (report?.blocks ?? [])
    .flatMap((block) => (block.kind === 'table' ? block.rows.flat() : []))
    .filter((cell) => typeof cell === 'string' && /^Roast \d/.test(cell));

describe('reports of a station', () => {
  it('hold the roasts of a day where they were roasted, in the order they began', async () => {
    await roasted(1, noon);
    await roasted(2, noon - 2 * hourMs);
    // Ten in the evening in London is the day after in Tokyo.
    await roasted(3, noon + 10 * hourMs, { utcOffsetS: 9 * 3600 });
    await roasted(4, noon - 24 * hourMs);
    await roasted(5, null);
    expect(titles(await station.reports.day('2026-11-27', asked))).toEqual(['Roast 2', 'Roast 1']);
    expect(titles(await station.reports.day('2026-11-28', asked))).toEqual(['Roast 3']);
    expect(titles(await station.reports.day('2026-11-20', asked))).toEqual([]);
  });

  it('find a coffee by what was written about its beans, whatever the letters', async () => {
    await roasted(1, noon, { beans: 'Guji natural\nlot 24-117' });
    await roasted(2, noon - hourMs, { beans: 'guji natural' });
    await roasted(3, noon, { beans: 'Kenya' });
    const report = await station.reports.coffee('Guji Natural', asked);
    expect(titles(report)).toEqual(['Roast 2', 'Roast 1']);
    expect(await station.reports.coffee('Yirga', asked)).toBeNull();
  });

  it('hold a roast against another, and know when there is none', async () => {
    const [one, other] = [await roasted(1, noon), await roasted(2, noon, { title: 'Best' })];
    const report = await station.reports.roast(one, { ...asked, referenceId: other, unit: 'F' });
    expect(report?.blocks).toContainEqual({ kind: 'heading', text: 'Beside the reference Best' });
    expect(report?.subtitle).toContain('\u00b0F');
    expect(await station.reports.roast('roast_none' as typeof one, asked)).toBeNull();
  });
});

describe('roasts that are tied to a coffee', () => {
  const settled = async <Answer>(asking: Promise<Answer>): Promise<Answer> => {
    for (let i = 0; i < 20; i++) await clock.advance(50);
    return asking;
  };

  it('are found and grouped by it, whatever was written about their beans', async () => {
    const coffee = await settled(station.coffees.add({ name: 'Nyeri AA', origin: 'Kenya' }));
    const coffeeId = coffee.ok ? coffee.value.id : '';
    const ids = [
      await roasted(1, noon, { beans: 'nyeri' }),
      await roasted(2, noon, { beans: 'AA' }),
    ];
    expect((await station.reports.coffee(coffeeId, asked))?.title).toBe('Nyeri AA');
    for (const id of ids)
      expect((await settled(station.roasts.change(id, { coffeeId }))).ok).toBe(true);
    const report = await station.reports.coffee(coffeeId, asked);
    expect(titles(report)).toHaveLength(2);
    expect(report?.blocks).toContainEqual({
      kind: 'facts',
      facts: [{ label: 'Origin', value: 'Kenya' }],
    });
    expect(titles(await station.reports.coffee('nyeri aa', asked))).toHaveLength(2);
    const { groups } = await station.comparisons.consistency({ by: 'coffee', unit: 'C' });
    expect(groups.map(({ label, batches }) => [label, batches])).toEqual([
      ['Nyeri AA \u00b7 Test drum', 2],
    ]);
  });
});

describe('comparisons of a station', () => {
  const query = { align: 'charge', unit: 'C' } as const;

  it('hold roasts against the first, or against one of them that is named', async () => {
    const ids = [await roasted(1, noon), await roasted(2, noon), await roasted(3, noon)];
    const first = await station.comparisons.compare({ ...query, roast: ids });
    expect(first).toMatchObject({ ok: true, value: { referenceId: ids[0] } });
    const [, second = ''] = ids;
    const other = await station.comparisons.compare({ ...query, roast: ids, reference: second });
    expect(other.ok && other.value.roasts.map(({ deviation }) => deviation === null)).toEqual([
      false,
      true,
      false,
    ]);
    const refused = await station.comparisons.compare({
      ...query,
      roast: ids.slice(2),
      reference: second,
    });
    expect(refused).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(await station.comparisons.compare({ ...query, roast: ['roast_none'] })).toMatchObject({
      ok: false,
      code: 'request.not-found',
    });
  });

  it('tell how alike the batches of a coffee are, day by day', async () => {
    await roasted(1, noon, { beans: 'Guji' });
    await roasted(2, noon + hourMs, {
      beans: 'guji',
      marks: buildMarks({ charge: 10, fcStart: 420 }),
    });
    await roasted(3, noon + 48 * hourMs, { beans: 'Guji' });
    const asked = { by: 'coffee', unit: 'C' } as const;
    const all = await station.comparisons.consistency(asked);
    expect(all.groups.map(({ label, batches }) => [label, batches])).toEqual([
      ['Guji \u00b7 Test drum', 3],
    ]);
    await roasted(4, noon, { beans: 'Guji', machineName: 'Other drum', configurationId: null });
    expect((await station.comparisons.consistency(asked)).groups).toHaveLength(2);
    const day = await station.comparisons.consistency({
      ...asked,
      from: '2026-11-27',
      to: '2026-11-27',
    });
    expect(day.batches).toBe(3);
    expect(day.groups[0]?.measures[0]?.points.map(({ value }) => value)).toEqual([390, 410]);
    const people = await station.comparisons.consistency({ ...asked, by: 'person' });
    expect(people.groups.map(({ key, label }) => [key, label])).toEqual([[null, 'Not recorded']]);
  });
});
