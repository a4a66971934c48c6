/**
 * A browser tab open for a day: the real screen in Chromium, on a real station in virtual time that is roasted on all day,
 * faster than time. Memory of the tab after a full collection at every hour, how long it is busy, and that it goes on by
 * itself after the station was away for hours and after the browser had put the tab to sleep.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { stationConfig } from '@artisan-ts/contracts';
import { parseId, WallMs } from '@artisan-ts/domain';
import { twinDriver } from '@artisan-ts/drivers';
import { reportHtml, reportPdf } from '@artisan-ts/report';
import { createStation, type Station } from '@artisan-ts/runtime';
import { createServer } from '@artisan-ts/server';
import {
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  requireTool,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import type { CDPSession, Page } from 'playwright-core';
import { builtScreen } from '../apps/station/src/host/screen-bundle.ts';
import { launchBrowser } from '../e2e/browser.ts';
import type { BenchTable } from '../scripts/bench.ts';
import { slopeOf } from './endurance/slope.ts';

const hours = Number(process.env['ARTISAN_BENCH_HOURS'] ?? 24);
const awayHours = 3;
/** Seconds of the machine between two pauses in which the browser catches up, and the pause. */
const stepS = 20;
const pauseMs = 25;
const batchS = 900;
const batch = [
  ['charge', 40],
  ['dryEnd', 300],
  ['fcStart', 540],
  ['drop', 660],
] as const;
const dropS = 600;
const mb = 1e6;

export async function bench(): Promise<BenchTable> {
  const title = 'a browser tab open for a day';
  const method = `the real screen in Chromium on a station in virtual time: ${hours} hours at one reading a second, a batch every ${batchS / 60} minutes; heap after a full collection at every hour`;
  const chromium = requireTool('chromium');
  if (chromium === null)
    return { title, method, rows: [{ what: 'skipped', value: 'no chromium' }] };
  const world = await openWorld();
  const browser = await launchBrowser(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(world.url);
    await page.evaluate(watchBusy);
    const session = await page.context().newCDPSession(page);
    const points: TabLook[] = [];
    for (let hour = 1; hour <= hours; hour++) {
      await world.roast(3600);
      points.push(await lookAt(page, session, world, hour));
    }
    const busy = await page.evaluate(readBusy);
    const woken = await afterSleep(page, session, world);
    const away = await afterHoursAway(page, world);
    return { title, method, rows: [...rowsOf(points, busy), woken, away] };
  } finally {
    await browser.close();
    await world.close();
  }
}

interface TabLook {
  readonly hour: number;
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function lookAt(
  page: Page,
  session: CDPSession,
  world: World,
  hour: number,
): Promise<TabLook> {
  await whenSeen(page, world);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    hour,
    heapMb: of('JSHeapUsedSize') / mb,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  };
}

/** Runs in the page: collects how long it was busy at a stretch. */
function watchBusy(): void {
  const busy: number[] = [];
  Object.assign(globalThis, { busy });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) busy.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

function readBusy(): number[] {
  return (globalThis as unknown as { busy: number[] }).busy;
}

function rowsOf(points: readonly TabLook[], busy: readonly number[]): BenchTable['rows'] {
  const late = points.slice(Math.floor(points.length / 4));
  const slope = slopeOf(late.map(({ hour, heapMb }) => ({ x: hour, y: heapMb })));
  const ends = (pick: (look: TabLook) => number, decimals: number) =>
    [points[0], late[0], points.at(-1)]
      .map((look) => (look ? pick(look).toFixed(decimals) : '?'))
      .join(', ');
  const sorted = [...busy].sort((a, b) => a - b);
  return [
    {
      what: 'heap after the first hour, a quarter, all',
      value: `${ends(({ heapMb }) => heapMb, 1)} MB, slope ${slope.toFixed(3)} MB an hour after the first quarter`,
    },
    { what: 'nodes of the page', value: ends(({ nodes }) => nodes, 0) },
    { what: 'listeners', value: ends(({ listeners }) => listeners, 0) },
    {
      what: 'stretches over 50 ms',
      value: `${sorted.length} in ${hours} hours of the machine, the longest ${sorted.at(-1)?.toFixed(0) ?? 'none'} ms`,
    },
  ];
}

/** The tab is frozen while the station goes on, then shown again; nobody reloads it. */
async function afterSleep(page: Page, session: CDPSession, world: World) {
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await world.roast(awayHours * 3600);
  const beganMs = performance.now();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  return { what: `after ${awayHours} h asleep`, value: await seenAfter(page, world, beganMs) };
}

/** The station is away for hours and comes back at the same place. */
async function afterHoursAway(page: Page, world: World) {
  await world.closeServer();
  await world.roast(awayHours * 3600);
  const beganMs = performance.now();
  await world.openServer();
  return {
    what: `after a station that was away for ${awayHours} h`,
    value: await seenAfter(page, world, beganMs),
  };
}

/** Whether the same page, never reloaded, shows the present again. */
async function seenAfter(page: Page, world: World, beganMs: number): Promise<string> {
  const before = world.nowS();
  for (let n = 0; n < 200; n++) {
    await world.roast(stepS);
    if (await showsNow(page, world)) {
      const isSame = await page.evaluate(() => 'busy' in globalThis);
      const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
      return `shows the present ${seconds} s later, ${isSame ? 'without a reload' : 'RELOADED'} (${(world.nowS() - before).toFixed(0)} s of the machine)`;
    }
    await sleep(100);
  }
  return 'did not come back';
}

/** Lets time pass until the screen has caught up with it, for a fair look. */
async function whenSeen(page: Page, world: World): Promise<void> {
  for (let n = 0; n < 200 && !(await showsNow(page, world)); n++) await world.roast(stepS);
}

/** Whether the roast time on the screen is the one of the station, give or take a step. */
async function showsNow(page: Page, world: World): Promise<boolean> {
  const wantedS = world.sinceChargeS();
  if (wantedS === null) return false;
  await sleep(300);
  const [minutes, seconds] = ((await page.getByRole('timer').textContent()) ?? '')
    .split(':')
    .map(Number);
  return Math.abs((minutes ?? 0) * 60 + (seconds ?? 0) - wantedS) <= 3;
}

interface World {
  readonly url: string;
  nowS(): number;
  /** Seconds of the roast that is going on, or null. */
  sinceChargeS(): number | null;
  /** Lets so many seconds of the machine pass, with somebody who roasts. */
  roast(seconds: number): Promise<void>;
  closeServer(): Promise<void>;
  openServer(): Promise<void>;
  close(): Promise<void>;
}

async function openWorld(): Promise<World> {
  const clock = new SimulatedClock();
  const disk = new SimulatedDisk(clock);
  const roasts = new MemoryRoastStore(disk);
  const ids = new CountingIds();
  const station: Station = createStation({
    clock,
    ids,
    logger: silentLogger,
    readings: new MemoryReadingStore(disk),
    roasts,
    drivers: [twinDriver()],
    systemBoot: 'bench',
  });
  await within(clock, station.start());
  const added = await within(
    clock,
    station.machines.add({
      name: 'Day',
      driver: 'twin',
      settings: {},
      closeAfterDropS: 120,
    }),
  );
  if (!added.ok) throw new Error(added.message);
  const machineId = parseId('machine', added.value.id);
  const uiFolder = await builtScreen({ tell: () => undefined, logger: silentLogger });
  let port = 0;
  const openServer = async () => {
    const server = await createServer({
      station,
      answers: roasts,
      config: stationConfig.parse({ port }),
      program: { version: '0', startedWallMs: WallMs(0), dataFolder: '/' },
      uiFolder,
      clock,
      logger: silentLogger,
      printer: { html: reportHtml, pdf: reportPdf },
    });
    const { url } = await server.listen();
    port = Number(new URL(url).port);
    return { server, url };
  };
  let open = await openServer();
  let chargedS = Number.NEGATIVE_INFINITY;
  const nowS = () => clock.monoUs() / 1e6;
  return {
    url: open.url,
    nowS,
    sinceChargeS: () => (nowS() - chargedS < dropS ? nowS() - chargedS : null),
    roast: async (seconds) => {
      for (const endS = nowS() + seconds; nowS() < endS; ) {
        const fromS = nowS() % batchS;
        await clock.advance(stepS * 1000);
        for (const [kind, atS] of batch) {
          if (atS <= fromS || atS > fromS + stepS) continue;
          if (kind === 'charge') chargedS = nowS();
          await within(clock, station.machines.mark(machineId, { kind, action: 'set' }));
        }
        await sleep(pauseMs);
      }
    },
    closeServer: () => open.server.close(),
    openServer: async () => {
      open = await openServer();
    },
    close: async () => {
      await open.server.close();
      await within(clock, station.stop());
    },
  };
}

/** Lets virtual time pass until something is done. */
async function within<Value>(clock: SimulatedClock, work: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  await clock.advanceUntil(() => isDone, 60_000);
  return done;
}
