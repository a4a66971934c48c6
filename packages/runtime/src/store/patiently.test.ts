import { ArtisanError, type ErrorCode } from '@artisan-ts/domain';
import { SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { patiently } from '#store/patiently.ts';

/** A store that refuses with a code until a moment. */
function refusing(clock: SimulatedClock, code: ErrorCode, untilS: number) {
  return async (): Promise<string> => {
    if (clock.monoUs() < untilS * 1e6) throw new ArtisanError(code, 'refused');
    return 'answer';
  };
}

async function outcome(code: ErrorCode, untilS: number): Promise<string> {
  const clock = new SimulatedClock();
  let said = 'nothing';
  void patiently(clock, refusing(clock, code, untilS)).then(
    (answer) => {
      said = answer;
    },
    (error: ArtisanError) => {
      said = error.code;
    },
  );
  await clock.advance(120_000);
  return said;
}

describe('asking a store that cannot be used at the moment', () => {
  it('waits until it can, for a minute', async () => {
    expect(await outcome('store.unavailable', 50)).toBe('answer');
    expect(await outcome('store.locked', 50)).toBe('answer');
    expect(await outcome('store.unavailable', 90)).toBe('store.unavailable');
  });

  it('does not wait for what waiting does not mend', async () => {
    expect(await outcome('store.corrupt', 1)).toBe('store.corrupt');
  });
});
