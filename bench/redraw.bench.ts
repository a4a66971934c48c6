import { resolve } from 'node:path';
import { requireTool } from '@artisan-ts/testkit';
import { createServer } from 'vite';
import { launchBrowser } from '../e2e/browser.ts';
import type { BenchTable } from '../scripts/bench.ts';
import type { RedrawTimes } from './redraw/page.ts';

/** The whole roast chart against uPlot alone: four curves of 10,000 points, one point more, everything drawn anew. */
export async function bench(): Promise<BenchTable> {
  const title = 'live redraw of 4 x 10,000 points';
  const method =
    'appending one point and drawing all, script to pixels, 60 rounds taking turns, Chromium with software rendering; peer: bare uPlot with the same data and size';
  const chromium = requireTool('chromium');
  if (chromium === null)
    return { title, method, rows: [{ what: 'skipped', value: 'no chromium' }] };
  const server = await createServer({
    root: resolve(import.meta.dirname, 'redraw'),
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', fs: { allow: [resolve(import.meta.dirname, '..')] } },
  });
  await server.listen();
  const browser = await launchBrowser(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'measure' in globalThis);
    const times = await page.evaluate(() =>
      (globalThis as unknown as { measure: () => Promise<RedrawTimes> }).measure(),
    );
    return { title, method, rows: rowsOf(times) };
  } finally {
    await browser.close();
    await server.close();
  }
}

function rowsOf({ ours, bare }: RedrawTimes): BenchTable['rows'] {
  const words = (times: readonly number[]) =>
    `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
  const ratios = ours.map((ms, round) => ms / (bare[round] ?? Number.NaN));
  return [
    { what: 'bare uPlot', value: words(bare) },
    { what: 'the roast chart', value: words(ours) },
    { what: 'ratio, median of the rounds', value: quantile(ratios, 0.5).toFixed(2) },
  ];
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
