import { expect, it } from 'vitest';
import { turningPoint } from '#facts/turning-point.ts';

const timeS = [0, 1, 2, 3, 4, 5];

it('takes the latest of equally low readings', () => {
  const btC = [200, 90, 80, 80, 95, 110];
  expect(turningPoint({ timeS, btC, fromS: 0, toS: 9 })).toEqual({ index: 3, timeS: 3, btC: 80 });
});

it('looks from charge on, and not at the end of the stretch', () => {
  const btC = [10, 200, 90, 95, 100, 20];
  expect(turningPoint({ timeS, btC, fromS: 1, toS: 5 })?.index).toBe(2);
});

it('leaves out what is missing or cannot be BT', () => {
  const btC = [200, null, 0, 90, 1000, 95];
  expect(turningPoint({ timeS, btC, fromS: 0, toS: 9 })?.btC).toBe(90);
  expect(turningPoint({ timeS, btC: [null, null], fromS: 0, toS: 9 })).toBeNull();
});
