import { MonoUs, usPerSecond } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import { decideSession } from '#session/decide.ts';
import {
  initialSession,
  type SessionEffect,
  type SessionInput,
  type SessionState,
} from '#session/state.ts';
import { batch, mark, play, rules, samples } from '../../test/session-book.ts';

const later = (inputs: readonly SessionInput[], byS: number): SessionInput[] =>
  inputs.map((input) =>
    input.type === 'sample'
      ? { ...input, monoUs: MonoUs(input.monoUs + byS * usPerSecond) }
      : input,
  );

it('gives the same roast at any hour: midnight and summer time do not exist on the axis of the source', () => {
  const inputs = samples(batch(4, { coolS: 950 }));
  const [roast] = play(inputs).book.finished;
  const byS = 86_400 * 365;
  const [shifted] = play(later(inputs, byS)).book.finished;
  expect(roast?.reason).toBe('afterDrop');
  expect(shifted?.endUs).toBe((roast?.endUs ?? 0) + byS * usPerSecond);
  expect(shifted?.marks['charge']?.atUs).toBe(
    (roast?.marks['charge']?.atUs ?? 0) + byS * usPerSecond,
  );
});

it('runs several machines side by side, each on its own clock, as if each were alone', () => {
  const streams = [1, 2, 3].map((seed) => later(samples(batch(seed, { coolS: 950 })), seed * 1e5));
  const alone = streams.map((inputs) => play(inputs).state);
  const together: SessionState[] = streams.map(() => initialSession(rules));
  const longest = Math.max(...streams.map(({ length }) => length));
  for (let i = 0; i < longest; i++) {
    streams.forEach((inputs, m) => {
      const [input, state] = [inputs[i], together[m]];
      if (input && state) together[m] = decideSession(state, input).state;
    });
  }
  expect(together).toEqual(alone);
});

it('suggests each mark once, and leaves it where it stands', () => {
  for (const seed of [4, 5, 6]) {
    const stream = batch(seed);
    const suggestedS = dropsIn(play(samples(stream)).effects);
    expect(suggestedS).toHaveLength(1);
    expect(Math.abs((suggestedS[0] ?? 0) - stream.dropS)).toBeLessThan(6);
  }
});

it('leaves a suggested mark where it is once a person confirmed it', () => {
  const inputs = samples(batch(4));
  const noticed = inputs.findIndex((_, i) => dropsIn(play(inputs.slice(0, i)).effects).length > 0);
  const confirmed = play([mark('drop', 'confirm', 0)], play(inputs.slice(0, noticed)));
  expect(dropsIn(play(inputs.slice(noticed), confirmed).effects)).toEqual([]);
});

function dropsIn(effects: readonly SessionEffect[]): number[] {
  return effects.flatMap((effect) =>
    effect.type === 'mark' && effect.kind === 'drop' && effect.action === 'suggest'
      ? [(effect.atUs ?? 0) / usPerSecond]
      : [],
  );
}
