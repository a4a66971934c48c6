import { expect, it } from 'vitest';
import { turningPoint } from '#facts/turning-point.ts';

const timeS = [0, 1, 2, 3, 4, 5];

it('takes the latest of equally low readings', () => {
  const btC = [200, 90, 80, 80, 95, 110];
  expect(turningPoint({ timeS, btC, fromS: 0, toS: 9, pauseMaxS: 30 })).toEqual({
    index: 3,
    timeS: 3,
    btC: 80,
  });
});

it('looks from charge on, and not at the end of the stretch', () => {
  const btC = [10, 200, 90, 95, 100, 20];
  expect(turningPoint({ timeS, btC, fromS: 1, toS: 5, pauseMaxS: 30 })?.index).toBe(2);
});

it('leaves out what is missing or cannot be BT', () => {
  const btC = [200, null, 0, 90, 1000, 95];
  expect(turningPoint({ timeS, btC, fromS: 0, toS: 9, pauseMaxS: 30 })?.btC).toBe(90);
  expect(turningPoint({ timeS, btC: [null, null], fromS: 0, toS: 9, pauseMaxS: 30 })).toBeNull();
});

it('is none where BT may have turned in a pause beside its lowest', () => {
  const timeS = [0, 10, 20, 60, 70, 80];
  const search = { timeS, fromS: 0, toS: 100, pauseMaxS: 30 };
  expect(turningPoint({ ...search, btC: [200, 150, 120, 130, 140, 150] })).toBeNull();
  expect(turningPoint({ ...search, btC: [200, 150, 120, 90, 100, 110] })).toBeNull();
  expect(turningPoint({ ...search, btC: [200, 150, 120, 90, 80, 110] })?.timeS).toBe(70);
  expect(turningPoint({ ...search, btC: [200, 150, 120, null, null, null] })).toBeNull();
  expect(turningPoint({ ...search, toS: 58, btC: [200, 150, 120, 80, 90, 100] })).toBeNull();
  expect(turningPoint({ ...search, btC: [200, 100, 120, 150, 180, 190] })?.timeS).toBe(10);
});
