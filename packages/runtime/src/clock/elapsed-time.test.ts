import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElapsedTime } from '#clock/elapsed-time.ts';

const hourS = 3600;
const dayS = 24 * hourS;

/** A computer whose clocks can be set and which can be put to sleep. `trueS` is what has really passed. */
function computer(
  options: { bootStepS?: number; hasBoot?: boolean; ppm?: number; startWallS?: number } = {},
) {
  const { bootStepS = 0.01, hasBoot = true, ppm = 0, startWallS = 1_767_254_400 } = options;
  let [trueS, awakeS, setS] = [0, 0, 0];
  return {
    raw: {
      monoUs: () => Math.floor(awakeS * 1e6),
      wallMs: () => Math.floor((startWallS + trueS * (1 + ppm / 1e6) + setS) * 1000),
      bootUs: () => (hasBoot ? Math.floor(trueS / bootStepS) * bootStepS * 1e6 : null),
      bootStepUs: bootStepS * 1e6,
    },
    run: (seconds: number) => {
      trueS += seconds;
      awakeS += seconds;
    },
    sleep: (seconds: number) => {
      trueS += seconds;
    },
    setWall: (byS: number) => {
      setS += byS;
    },
    get trueS() {
      return trueS;
    },
  };
}

describe('elapsed time', () => {
  it('goes on through a sleep of two seconds, at the first look after it', () => {
    const one = computer();
    const time = new ElapsedTime(one.raw);
    one.run(100);
    time.monoUs();
    one.sleep(2);
    one.run(0.01);
    expect(time.monoUs() / 1e6).toBeCloseTo(102.01, 1);
    expect(time.sleptMs()).toBeCloseTo(2000, -2);
  });

  it.each([1, -1, hourS, -hourS, dayS, -dayS])(
    'does not move when the clock is set by %d s',
    (byS) => {
      const one = computer();
      const time = new ElapsedTime(one.raw);
      one.run(30);
      one.setWall(byS);
      one.run(30);
      expect(time.monoUs()).toBe(60e6);
      expect(time.sleptMs()).toBe(0);
    },
  );

  it('tells sleep from a clock that is set in the same moment, within ten seconds', () => {
    const one = computer();
    const time = new ElapsedTime(one.raw);
    one.run(30);
    one.sleep(600);
    one.setWall(-600);
    one.run(11);
    expect(time.monoUs() / 1e6).toBeCloseTo(641, 1);
  });

  it('knows a sleep more finely than a boot time in whole seconds', () => {
    const one = computer({ bootStepS: 1 });
    const time = new ElapsedTime(one.raw);
    one.run(30.5);
    time.monoUs();
    one.sleep(47.3);
    expect(time.monoUs() / 1e6).toBeCloseTo(77.8, 2);
  });

  it('goes on by the monotonic clock alone where the system tells no boot time', () => {
    const one = computer({ hasBoot: false });
    const time = new ElapsedTime(one.raw);
    one.run(30);
    one.setWall(hourS);
    expect(time.monoUs()).toBe(30e6);
  });

  it('counts what the computer slept before the program began, so that a restart goes on', () => {
    const one = computer();
    one.run(100);
    one.sleep(50);
    expect(new ElapsedTime(one.raw).monoUs()).toBe(150e6);
  });

  it('is not led astray by crystals that differ by 500 ppm for a day', () => {
    const one = computer({ ppm: 500 });
    const time = new ElapsedTime(one.raw);
    for (let minute = 0; minute < 24 * 60; minute++) {
      one.run(60);
      time.monoUs();
    }
    expect(time.monoUs()).toBe(dayS * 1e6);
  });

  it('never goes back and stays within a quarter of a second of the truth, whatever happens', () => {
    const act = fc.oneof(
      fc.record({ what: fc.constant('run' as const), s: fc.integer({ min: 0, max: 30_000 }) }),
      fc.record({
        what: fc.constant('sleep' as const),
        s: fc.integer({ min: 0, max: 90_000_000 }),
      }),
      fc.record({
        what: fc.constant('setWall' as const),
        s: fc.integer({ min: -90_000_000, max: 90_000_000 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const one = computer({ ppm: 500 });
        const time = new ElapsedTime(one.raw);
        let lastUs = 0;
        for (const { what, s } of acts) {
          one[what](s / 1000);
          const nowUs = time.monoUs();
          expect(nowUs).toBeGreaterThanOrEqual(lastUs);
          lastUs = nowUs;
        }
        one.run(11);
        expect(Math.abs(time.monoUs() / 1e6 - one.trueS)).toBeLessThan(0.27);
      }),
    );
  });
});
