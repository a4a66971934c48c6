import { chartScene, type SceneColumns } from '@artisan-ts/roast';
import uPlot from 'uplot';
import '../../packages/ui/src/theme/tokens.css';
import { readChartStyle } from '../../packages/ui/src/chart/chart-style.ts';
import { type ChartContent, RoastChart } from '../../packages/ui/src/chart/roast-chart.ts';

const points = 10_000;
const redraws = 60;
const intervalS = 0.1;

/** Times of appending one point and drawing everything anew, in milliseconds. */
export interface RedrawTimes {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

/** Four curves of a roast at 10 Hz, to be appended to in place. */
function columnsOf(count: number): SceneColumns {
  const columns: SceneColumns = { timeS: [], btC: [], etC: [], btCPerMin: [], etCPerMin: [] };
  for (let row = 0; row < count; row++) append(columns);
  return columns;
}

function append(columns: SceneColumns): void {
  const timeS = columns.timeS.length * intervalS;
  columns.timeS.push(timeS);
  columns.btC.push(90 + 120 * (1 - Math.exp(-timeS / 400)) + Math.sin(timeS) * 0.2);
  columns.etC.push(160 + 80 * (1 - Math.exp(-timeS / 500)) + Math.cos(timeS) * 0.2);
  columns.btCPerMin.push(20 * Math.exp(-timeS / 600) + Math.sin(timeS * 3) * 0.3);
  columns.etCPerMin.push(12 * Math.exp(-timeS / 600) + Math.cos(timeS * 3) * 0.3);
}

function contentOf(columns: SceneColumns): ChartContent {
  return {
    scene: chartScene({
      unit: 'C',
      columns,
      intervalS,
      charged: true,
      nowS: columns.timeS.at(-1) ?? 0,
      changes: { dryEndS: 300, fcStartS: 700, dropS: null },
      marks: [],
      levers: [],
      leverChanges: [],
      notes: [],
      late: [],
      background: null,
    }),
    columns,
    index: columns.timeS.length - 1,
    showEtRate: true,
    stale: false,
    veilAfter: false,
  };
}

const aligned = (c: SceneColumns): uPlot.AlignedData => [
  c.timeS,
  c.btC,
  c.etC,
  c.btCPerMin,
  c.etCPerMin,
];

/** The canvas keeps what it is told; reading a pixel makes it draw now, so that the time is the whole time. */
function settle(host: HTMLElement): void {
  host.querySelector('canvas')?.getContext('2d')?.getImageData(0, 0, 1, 1);
}

/** Both charts on the same data, one after the other in each round, so that a slow moment slows both. */
export async function measure(): Promise<RedrawTimes> {
  const [oursHost, bareHost] = ['ours', 'bare'].map((id) => document.getElementById(id));
  if (!oursHost || !bareHost) throw new Error('the page has no place for the charts');
  const columns = columnsOf(points);
  const ours = new RoastChart(oursHost, readChartStyle(), contentOf(columns));
  const bare = new uPlot(
    {
      width: 1400,
      height: 880,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      series: [
        {},
        ...['#0a5c90', '#cc0f50', '#0a5c90', '#cc0f50'].map((stroke) => ({ stroke, width: 2 })),
      ],
    },
    aligned(columns),
    bareHost,
  );
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < redraws; round++) {
    append(columns);
    times.ours.push(await timed(oursHost, () => ours.draw(contentOf(columns))));
    times.bare.push(await timed(bareHost, () => bare.setData(aligned(columns))));
  }
  return times;
}

/** From the call to the pixels, without the wait for a frame: our chart asks for one, which is given at once. */
async function timed(host: HTMLElement, draw: () => void): Promise<number> {
  await new Promise(requestAnimationFrame);
  const wait = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) => {
    callback(performance.now());
    return 0;
  };
  const from = performance.now();
  draw();
  // uPlot draws in a microtask after its data were set.
  await Promise.resolve();
  settle(host);
  const spent = performance.now() - from;
  globalThis.requestAnimationFrame = wait;
  return spent;
}

Object.assign(globalThis, { measure });
