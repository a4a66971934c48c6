import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFloors } from './check-floors.ts';

describe('the floors', () => {
  it('are found broken where the fixture breaks them', async () => {
    const report = await checkFloors(resolve(import.meta.dirname, '../fixtures/floors'), [
      'packages',
    ]);
    const rules = report.violations.map((violation) => violation.split(':')[0]);
    expect(rules).toContain('floor-of-domain');
    expect(report.violations.some((found) => found.includes('by-name.ts'))).toBe(true);
    expect(rules).toContain('floor-of-formats');
    expect(rules).toContain('pure-floors-know-no-platform');
    expect(rules).toContain('screen-takes-types-of-contracts');
  });
});
