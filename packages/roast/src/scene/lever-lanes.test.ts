import { describe, expect, it } from 'vitest';
import { leverLanes } from '#scene/lever-lanes.ts';

const burner = { id: 'burner', label: 'Burner', mode: 'commanded', min: 0, max: 100 };
const span = { fromS: -60, toS: 120 };

describe('leverLanes', () => {
  it('lets a value hold until the next one, and what was set earlier from the left edge', () => {
    const changes = [
      { lever: 'burner', timeS: -900, value: 45 },
      { lever: 'burner', timeS: 60, value: 67 },
    ];
    expect(leverLanes([burner], changes, span)[0]?.steps).toEqual([
      { fromS: -60, toS: 60, value: 45, level: 0.45 },
      { fromS: 60, toS: 120, value: 67, level: 0.67 },
    ]);
  });

  it('joins the same value said twice', () => {
    const changes = [
      { lever: 'burner', timeS: 0, value: 45 },
      { lever: 'burner', timeS: 60, value: 45 },
    ];
    expect(leverLanes([burner], changes, span)[0]?.steps).toHaveLength(1);
  });

  it('keeps an empty lane for a lever nobody knows the value of', () => {
    expect(leverLanes([burner], [], span)).toEqual([
      { lever: 'burner', label: 'Burner', byHand: false, steps: [] },
    ]);
  });

  it('tells what was logged by hand', () => {
    const gas = { ...burner, id: 'gas', mode: 'logged' };
    expect(leverLanes([gas], [], span)[0]?.byHand).toBe(true);
  });
});
