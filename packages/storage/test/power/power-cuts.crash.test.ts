import { requireTool } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { plants } from './plants.ts';
import { brokenText, powerCuts } from './power-cuts.ts';

/** A sample; `npm run power-cuts -- --states 10000` rebuilds as many as are asked for. */
const states = 300;
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);
const strace = requireTool('strace') ?? '';

describe.runIf(strace)(`a recording whose power is cut (seed ${seed})`, () => {
  it(`has everything that was acknowledged in each of ${states} states of the disk`, async () => {
    const report = await powerCuts({ strace, states, seed, seconds: 3, plant: null });
    expect(report.broken.map(brokenText)).toEqual([]);
    expect(report.tried).toBe(states);
    expect(report.promises).toBeGreaterThan(100);
  });

  it.each(plants)(
    'is found to break its promises by a store with the mistake %s',
    async (plant) => {
      const report = await powerCuts({ strace, states: 60, seed, seconds: 1, plant });
      expect(report.broken.length).toBeGreaterThan(0);
    },
  );
});
