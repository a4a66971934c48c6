import { expect, it } from 'vitest';
import { shiftedBy, shiftText } from '#roasting/reference-shift.ts';

it('moves by a degree of the unit that is read, and back to exactly nothing', () => {
  expect(shiftedBy(0, 1, 'C')).toBe(1);
  expect(shiftText('F', shiftedBy(shiftedBy(0, -1, 'F'), -1, 'F'))).toBe('\u22122 \u00b0F');
  expect(shiftedBy(shiftedBy(0, 1, 'F'), -1, 'F')).toBe(0);
});

it('stays on whole degrees when the unit was changed meanwhile', () => {
  expect(shiftText('F', shiftedBy(1, 1, 'F'))).toBe('+3 \u00b0F');
  expect(shiftText('C', 3)).toBe('+3 \u00b0C');
});

it('ends where two probes cannot be further apart', () => {
  expect(shiftedBy(60, 1, 'C')).toBe(60);
  expect(shiftedBy(-60, -1, 'C')).toBe(-60);
});
