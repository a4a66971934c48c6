import type { RoastDto } from '@artisan-ts/contracts';
import { MonoUs, type RoastId, usPerSecond } from '@artisan-ts/domain';
import { type PyDict, parsePythonLiteral, readAlog, writeAlog } from '@artisan-ts/formats';
import { expect, it } from 'vitest';
import type { RoastingMachine } from '../../../packages/runtime/test/roasting-machine.ts';
import { World } from '../../../packages/runtime/test/world.ts';

/** Seconds east of UTC at a moment, where people live by the clock of that zone. */
function offsetS(zone: string, wallMs: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(wallMs).find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -size : size;
}

/** What a clock on the wall shows there: `2026-03-29 01:45:00`. */
function localText(zone: string, wallMs: number): string {
  return new Intl.DateTimeFormat('sv', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(wallMs);
}

/** A machine of the day: its settings, and when it is charged and dropped, in seconds of the world around the moment. */
const machines = [
  { name: 'drum', speed: 1, driftPpm: 300, chargeS: -300, dropS: 300 },
  { name: 'sample', speed: 2, driftPpm: -200, chargeS: -150, dropS: 150 },
] as const;
const beginsS = -900;
const endsS = 700;
const roastedS = 600;

/** Two machines that nobody touches, each with a roast that goes on at that moment; then the station starts again. */
async function dayAround(zone: string, momentMs: number, intervalsS: readonly [number, number]) {
  const world = new World();
  world.utcOffsetS = (wallMs) => offsetS(zone, wallMs);
  world.clock.jumpWall(momentMs + beginsS * 1000 - world.clock.wallMs());
  await world.start();
  const added = [];
  for (const [index, { name, speed, driftPpm }] of machines.entries()) {
    const addedUs = world.clock.monoUs();
    const settings = { speed, driftPpm, intervalS: intervalsS[index] };
    const { id, machine } = await world.addMachine(name, settings);
    added.push({ id, machine, nowUs: () => MonoUs((world.clock.monoUs() - addedUs) * speed) });
  }
  const deeds = machines.flatMap(({ chargeS, dropS }, index) => [
    { atS: chargeS, index, kind: 'charge' as const },
    { atS: dropS, index, kind: 'drop' as const },
  ]);
  let nowS = beginsS;
  for (const { atS, index, kind } of deeds.toSorted((a, b) => a.atS - b.atS)) {
    await world.run(atS - nowS);
    nowS = atS;
    const own = added[index];
    const machine: RoastingMachine | undefined = own?.machine;
    if (own !== undefined) machine?.[kind](own.nowUs());
  }
  await world.run(endsS - nowS);
  world.crash();
  await world.restart();
  const roasts = await Promise.all(added.map(({ id }) => world.roastsOf(id)));
  return { world, roasts };
}

/** Where a mark stands, in seconds since the roast was begun to be kept. */
function at(roast: RoastDto, kind: string): number {
  const markUs = roast.marks.find((mark) => mark.kind === kind)?.monoUs ?? Number.NaN;
  return (markUs - (roast.startUs ?? 0)) / usPerSecond;
}

const moments = [
  ['summer time begins in Berlin', 'Europe/Berlin', '2026-03-29T01:00:00Z', [1, 2]],
  ['summer time ends in Berlin', 'Europe/Berlin', '2026-10-25T01:00:00Z', [0.5, 5]],
  ['summer time begins in New York', 'America/New_York', '2026-03-08T07:00:00Z', [2, 0.5]],
  ['summer time ends in New York', 'America/New_York', '2026-11-01T06:00:00Z', [5, 1]],
  ['the day ends in Berlin', 'Europe/Berlin', '2026-06-10T22:00:00Z', [2, 5]],
  ['the year ends in New York', 'America/New_York', '2027-01-01T05:00:00Z', [0.5, 1]],
] as const;

it.each(moments)(
  'when %s in mid-roast, each machine has one whole roast that nobody touched, and its file shows the time on the wall',
  async (_what, zone, moment, intervalsS) => {
    const momentMs = Date.parse(moment);
    const startedMs = momentMs + beginsS * 1000;
    const { world, roasts } = await dayAround(zone, momentMs, intervalsS);
    for (const [index, own] of roasts.entries()) {
      const { speed, chargeS } = machines[index as 0 | 1];
      const [roast] = own;
      expect(own).toHaveLength(1);
      if (roast === undefined) continue;
      expect(roast.closeReason).toBe('afterDrop');
      expect(new Set(roast.marks.map(({ state }) => state))).toEqual(new Set(['suggested']));
      expect(roast.notes).toEqual([]);
      // What was read before charge is all there, by the machine's own clock.
      expect(Math.abs(at(roast, 'charge') - (chargeS - beginsS) * speed)).toBeLessThan(12);
      expect(Math.abs(at(roast, 'drop') - at(roast, 'charge') - roastedS)).toBeLessThan(12);
      expect(Math.abs(Number(roast.startedWallMs) - startedMs)).toBeLessThan(6000);
      expect(roast.utcOffsetS).toBe(offsetS(zone, startedMs));

      const record = await world.ask(world.station.roasts.record(roast.id as RoastId));
      if (record === null) throw new Error('the roast cannot be read');
      expect(record.gaps).toEqual([]);
      const curve = record.curves.find(({ channel }) => channel.id === 'bt');
      const lastS = curve?.timeS.at(-1) ?? 0;
      expect(lastS / (curve?.timeS.length ?? 1)).toBeCloseTo(intervalsS[index as 0 | 1], 1);

      const text = writeAlog(record, { name: 'Artisan.ts', version: '0.0.0' });
      const literal = parsePythonLiteral(text);
      const read = readAlog(text, { newRoastId: () => roast.id as RoastId });
      if (!literal.ok || !read.ok) throw new Error('the file cannot be read');
      const dict = literal.value as PyDict;
      const shown = `${dict.get('roastisodate')} ${dict.get('roasttime')}`;
      expect(shown).toBe(localText(zone, Number(roast.startedWallMs)));
      const back = read.value.record;
      expect(back.utcOffsetS).toBe(roast.utcOffsetS);
      expect(Math.abs(Number(back.startedWallMs) - Number(roast.startedWallMs))).toBeLessThan(1000);
      const [charge, drop] = [back.marks.charge?.timeS ?? 0, back.marks.drop?.timeS ?? 0];
      expect(Math.abs(drop - charge - (at(roast, 'drop') - at(roast, 'charge')))).toBeLessThan(10);
    }
  },
  60_000,
);
