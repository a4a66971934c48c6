import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sceneNotes } from '#scene/scene-notes.ts';

const span = { fromS: -60, toS: 900 };
const noted = (text: string, byStation = true, timeS = 100) => ({ timeS, text, byStation });
const wordsOf = (text: string, byStation = true) =>
  sceneNotes([noted(text, byStation)], span)[0]?.words;

test('of a note the chart tells the first sentence, numbers whole', () => {
  expect(
    wordsOf('The computer slept for 5.2 s. Nothing was read meanwhile; the time is right.'),
  ).toBe('The computer slept for 5.2 s');
  expect(wordsOf('The program stood still for 12.0 s: the computer slept or was too busy.')).toBe(
    'The program stood still for 12.0 s',
  );
  expect(wordsOf('more air\nnext time')).toBe('more air next time');
});

test('long words are cut between words, and a person is quoted shortly', () => {
  expect(
    wordsOf('The clock of the computer was set forward by 2 h 3 min. No duration changes.'),
  ).toBe('The clock of the computer was set forward by 2 h 3 min');
  expect(wordsOf('smells of bread crust and a little of hay', false)).toBe(
    'smells of bread crust…',
  );
});

test('notes outside of what is drawn are left out, the others stand in the order of time', () => {
  const notes = [noted('late', true, 901), noted('b', true, 5), noted('a', true, -60)];
  expect(sceneNotes(notes, span).map(({ words }) => words)).toEqual(['a', 'b']);
});

test('no text, however strange, becomes longer than the chart has room for', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), fc.boolean(), (text, by) => {
      expect((wordsOf(text, by) ?? '').length).toBeLessThanOrEqual(57);
    }),
  );
});
