import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ImportDto } from '@artisan-ts/contracts';
import { roastFiles } from '@artisan-ts/testkit';
import { StationClient } from '../apps/station/src/client/station-client.ts';
import { StationProcess } from '../apps/station/test/station-process.ts';
import type { BenchTable } from '../scripts/bench.ts';
import type { LoopLook } from './analysis/loop-watch.ts';

const many = 1000;
/** Screens and scripts that ask at once. */
const atOnce = 8;
const delayLimitMs = 20;
/** Hundreds of roasts in one file: what a person may be sent. */
const wildSamples = 320_000;
const idleMs = 10_000;
/** A station that starts compiles and reads: what it is like afterwards is measured. */
const settleMs = 5000;

/** How long a real station keeps its own readings and screens waiting while people have roasts analysed. */
export async function bench(): Promise<BenchTable> {
  const files = roastFiles();
  const title = 'a station that analyses roasts';
  const method = `a real station with a machine at a reading a second; ${files.length} imported roasts, ${many} analyses over the API, ${atOnce} asked at once; waiting: event loop delay by the wall, other programs included; busy: processor time of the main thread between two timers of 1 ms; limit ${delayLimitMs} ms at p99`;
  if (files.length === 0)
    return { title, method, rows: [{ what: 'skipped', value: 'no roast files' }] };
  const looksInto = join(process.cwd(), `.cache/bench-loop-${process.pid}.json`);
  const watcher = fileURLToPath(new URL('./analysis/loop-watch.ts', import.meta.url));
  const station = new StationProcess({
    nodeFlags: ['--import', watcher],
    env: { ARTISAN_BENCH_LOOP: looksInto },
  });
  const look = async (): Promise<LoopLook> => {
    rmSync(looksInto, { force: true });
    process.kill(station.file.pid, 'SIGUSR2');
    while (!existsSync(looksInto)) await sleep(10);
    return JSON.parse(readFileSync(looksInto, 'utf8'));
  };
  try {
    await station.start();
    const client = new StationClient({ url: station.file.url, dataFolder: station.dataFolder });
    const ids: string[] = [];
    for (const file of files) {
      const name = encodeURIComponent(basename(file));
      const bytes = readFileSync(file);
      ids.push((await client.post<ImportDto>(`/roasts?fileName=${name}`, { bytes })).roast.id);
    }
    await sleep(settleMs);
    await look();
    await sleep(idleMs);
    const idle = await look();
    const id = (place: number): string => ids[place % ids.length] ?? '';
    const begun = performance.now();
    await eachOf(many, (place) => client.get(`/roasts/${id(place)}/analysis`));
    const spanS = (performance.now() - begun) / 1000;
    const analysing = await look();
    await client.get('/consistency?by=configuration');
    const consistency = await look();
    await eachOf(many / 10, (place) =>
      client.get(`/compare?roast=${id(place)}&roast=${id(place + 1)}&roast=${id(place + 2)}`),
    );
    const comparing = await look();
    const wild = new TextEncoder().encode(wildLog(wildSamples));
    const name = encodeURIComponent('wild.alog');
    const { roast } = await client.post<ImportDto>(`/roasts?fileName=${name}`, { bytes: wild });
    const importing = await look();
    await client.get(`/roasts/${roast.id}/curve`);
    await client.get(`/roasts/${roast.id}/analysis`);
    const opening = await look();
    return {
      title,
      method,
      rows: [
        { what: 'nothing is asked', value: words(idle) },
        {
          what: `${many} analyses, ${(many / spanS).toFixed(0)} a second`,
          value: words(analysing),
        },
        { what: 'consistency of all of them', value: words(consistency) },
        { what: `${many / 10} comparisons of three`, value: words(comparing) },
        { what: `a file of ${wildSamples} samples is imported`, value: words(importing) },
        { what: 'and opened: its curve and its analysis', value: words(opening) },
      ],
    };
  } finally {
    await station.dispose();
    rmSync(looksInto, { force: true });
  }
}

/** A roast log of a device gone wild: 68 samples a second, and a lever that is moved with each. */
function wildLog(samples: number): string {
  const column = (at: (i: number) => number | string): string =>
    `[${Array.from({ length: samples }, (_, i) => at(i)).join(',')}]`;
  return `{${[
    "'mode':'C'",
    `'timex':${column((i) => (i * 0.0147).toFixed(4))}`,
    `'temp1':${column((i) => 210 + (i % 7))}`,
    `'temp2':${column((i) => (90 + (120 * i) / samples).toFixed(2))}`,
    `'timeindex':[10,0,${samples >> 1},0,0,0,${samples - 10},0]`,
    `'specialevents':${column((i) => i)}`,
    `'specialeventstype':${column(() => 3)}`,
    `'specialeventsvalue':${column((i) => 1 + (i % 10))}`,
    `'specialeventsStrings':${column(() => "''")}`,
  ].join(',')}}`;
}

/** So many of them at once, until all are done. */
async function eachOf(count: number, ask: (place: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let place = next++; place < count; place = next++) await ask(place);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

function words({ waitP99Ms, waitMaxMs, busyP99Ms, busyMaxMs }: LoopLook): string {
  const ms = (value: number): string => value.toFixed(1);
  return `waiting p99 ${ms(waitP99Ms)} ms, max ${ms(waitMaxMs)}; busy p99 ${ms(busyP99Ms)} ms, max ${ms(busyMaxMs)}`;
}
