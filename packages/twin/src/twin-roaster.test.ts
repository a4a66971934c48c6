import { ArtisanError } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hottop } from '#machines/fitted.ts';
import { g1 } from '#machines/g1.ts';
import { heldAt } from '#physics/empty-drum.ts';
import { TwinRoaster } from '#twin-roaster.ts';

const quiet = { seed: 1, noise: false };
const noisy = { seed: 1, noise: true };

function roasterAt(sinceChargeS: number, options = quiet): TwinRoaster {
  const roaster = new TwinRoaster(g1, options);
  roaster.charge();
  roaster.advance(sinceChargeS);
  return roaster;
}

/** A sample each second. */
function follow(roaster: TwinRoaster, seconds: number): { btC: number; etC: number }[] {
  return Array.from({ length: seconds }, () => {
    roaster.advance(1);
    return roaster.sample();
  });
}

describe('a preheated twin', () => {
  it('stands at the charge conditions, whatever the levers say', () => {
    const roaster = new TwinRoaster(g1, quiet);
    roaster.setLever('burner', 100);
    roaster.advance(3600);
    expect(roaster.sample()).toEqual({ btC: 200, etC: 215 });
    expect([roaster.phase, roaster.timeS, roaster.roasted]).toEqual(['preheated', 3600, null]);
  });

  it('reads them through probes that scatter by 0.1 and 0.15 C in steps of 0.1', () => {
    const samples = follow(new TwinRoaster(g1, noisy), 4000);
    const spread = (values: number[], mean: number) =>
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const [bt, et] = [samples.map((s) => s.btC), samples.map((s) => s.etC)];
    expect(spread(bt, 200)).toBeCloseTo(Math.hypot(0.1, 0.1 / Math.sqrt(12)), 2);
    expect(spread(et, 215)).toBeCloseTo(Math.hypot(0.15, 0.1 / Math.sqrt(12)), 2);
    expect(bt.every((value) => value === Number(value.toFixed(1)))).toBe(true);
  });
});

describe('the noise of the probes', () => {
  it('is there from the first look on, differs between seeds and belongs to the moment', () => {
    const roasters = [1, 2, 3, 4, 5, 6].map((seed) => new TwinRoaster(g1, { seed, noise: true }));
    const first = roasters.map((roaster) => roaster.sample());
    expect(new Set(first.map(({ btC }) => btC)).size).toBeGreaterThan(1);
    expect(roasters.map((roaster) => roaster.sample())).toEqual(first);
  });
});

describe('a batch on the twin', () => {
  it('starts with the levers as they stand', () => {
    const [low, high] = [new TwinRoaster(g1, quiet), new TwinRoaster(g1, quiet)];
    high.setLever('burner', 80);
    for (const roaster of [low, high]) {
      roaster.charge();
      roaster.advance(300);
    }
    expect(high.sample().btC).toBeGreaterThan(low.sample().btC + 20);
  });

  it('takes no second charge and no drop of an empty drum', () => {
    const [once, twice] = [roasterAt(60), roasterAt(60)];
    twice.charge();
    expect(follow(twice, 30)).toEqual(follow(once, 30));
    const empty = new TwinRoaster(g1, quiet);
    empty.drop();
    expect(empty.phase).toBe('preheated');
  });

  it('goes back to the charge conditions after drop, within two minutes and without a kink', () => {
    const roaster = roasterAt(640);
    roaster.setLever('burner', 100);
    roaster.advance(5);
    const before = roaster.sample().btC;
    roaster.drop();
    const cooling = follow(roaster, 120).map((sample) => sample.btC);
    const steps = cooling.map((btC, i) => btC - (cooling[i - 1] ?? before));
    const bends = steps.slice(1).map((step, i) => Math.abs(step - (steps[i] ?? 0)));
    expect(Math.max(...bends)).toBeLessThan(0.05);
    expect(Math.abs((cooling.at(-1) ?? 0) - 200)).toBeLessThan(1);
    expect(roaster.phase).toBe('cooling');
    roaster.advance(200);
    expect([roaster.phase, roaster.sample()]).toEqual(['preheated', { btC: 200, etC: 215 }]);
  });

  it('meets a hotter drum soon after another batch, and the same drum after a rest', () => {
    const roaster = new TwinRoaster(g1, quiet);
    const batchAfter = (restS: number): readonly number[] => {
      roaster.advance(restS);
      roaster.charge();
      const btC = follow(roaster, 600).map((sample) => sample.btC);
      roaster.drop();
      return btC;
    };
    const first = batchAfter(0);
    const backToBack = batchAfter(305).at(-1) ?? 0;
    const rested = batchAfter(4 * 3600);
    expect(backToBack - (first.at(-1) ?? 0)).toBeGreaterThan(0.5);
    for (const [second, btC] of rested.entries()) expect(btC).toBeCloseTo(first[second] ?? 0, 6);
  });

  it('differs from batch to batch on hard days, and is the same again for a seed', () => {
    const day = (seed: number) => {
      const roaster = new TwinRoaster(g1, { seed, noise: false, days: 'A' });
      return [1, 2].map(() => {
        roaster.charge();
        roaster.advance(500);
        const { btC } = roaster.sample();
        roaster.drop();
        roaster.advance(4 * 3600);
        return btC;
      });
    };
    const [first = 0, second = 0] = day(1);
    expect(Math.abs(first - second)).toBeGreaterThan(0.1);
    expect(day(1)).toEqual([first, second]);
    expect(day(2)).not.toEqual([first, second]);
  });
});

describe('a twin that is heated by hand', () => {
  const byHand = { ...quiet, heating: 'hands' } as const;

  it('stands in the room until somebody heats it, and follows its levers', () => {
    const roaster = new TwinRoaster(g1, byHand);
    roaster.advance(3600);
    expect([roaster.phase, roaster.sample()]).toEqual(['empty', { btC: 22, etC: 22 }]);
    roaster.setLever('burner', 60);
    roaster.advance(300);
    const heatedC = roaster.sample().btC;
    expect(heatedC).toBeGreaterThan(150);
    roaster.setLever('burner', 0);
    roaster.advance(1200);
    expect(roaster.sample().btC).toBeLessThan(heatedC - 50);
  });

  it('shows its charge conditions when it is held there', () => {
    const roaster = new TwinRoaster(g1, byHand);
    roaster.setLever('burner', 100 * heldAt(g1).burner);
    roaster.advance(4 * 3600);
    expect(roaster.sample().btC).toBeCloseTo(200, 1);
    expect(roaster.sample().etC).toBeCloseTo(215, 1);
  });

  it('roasts beans that were charged hot like the reference, and is emptied without a jump', () => {
    const roaster = new TwinRoaster(g1, byHand);
    roaster.setLever('burner', 100 * heldAt(g1).burner);
    roaster.advance(4 * 3600);
    const reference = roasterAt(0);
    for (const each of [roaster, reference]) {
      each.setLever('burner', 65);
      if (each === roaster) each.charge();
      each.advance(500);
    }
    // Its burner was low, and takes some seconds.
    expect(Math.abs(roaster.sample().btC - reference.sample().btC)).toBeLessThan(3);
    const hotC = roaster.sample().btC;
    roaster.drop();
    expect(roaster.phase).toBe('cooling');
    roaster.advance(1);
    // The metal is far hotter than the beans were: the probe climbs at once, and without a jump.
    expect(Math.abs(roaster.sample().btC - hotC)).toBeLessThan(4);
    roaster.advance(600);
    expect(roaster.phase).toBe('empty');
  });

  it('takes back a charge and a drop like any other', () => {
    const [undone, never] = [new TwinRoaster(g1, byHand), new TwinRoaster(g1, byHand)];
    for (const each of [undone, never]) {
      each.setLever('burner', 70);
      each.advance(400);
    }
    undone.charge();
    undone.advance(50);
    undone.undo('charge');
    never.advance(50);
    expect(undone.sample()).toEqual(never.sample());
    for (const each of [undone, never]) {
      each.charge();
      each.advance(300);
    }
    undone.drop();
    for (const each of [undone, never]) each.advance(20);
    undone.undo('drop');
    expect(undone.sample()).toEqual(never.sample());
  });

  it('goes on where it was left', () => {
    const roaster = new TwinRoaster(g1, byHand);
    roaster.setLever('burner', 70);
    roaster.advance(400);
    roaster.charge();
    roaster.advance(300);
    roaster.drop();
    const again = new TwinRoaster(g1, { ...byHand, from: structuredClone(roaster.state) });
    for (const each of [roaster, again]) each.advance(100);
    expect(again.sample()).toEqual(roaster.sample());
    again.undo('drop');
    expect(again.phase).toBe('roasting');
  });

  it('cuts its own heat off before its metal glows', () => {
    for (const machine of [g1, hottop]) {
      const roaster = new TwinRoaster(machine, byHand);
      roaster.setLever('burner', 100);
      roaster.advance(4 * 3600);
      expect(roaster.sample().btC).toBeLessThan(400);
    }
  });
});

describe('the beans that were dropped', () => {
  it('are estimated until others are, and the drop is not taken back', () => {
    const roaster = new TwinRoaster(g1, quiet);
    roaster.setLever('burner', 65);
    roaster.charge();
    roaster.advance(640);
    expect(roaster.roasted).toBeNull();
    roaster.drop();
    expect(roaster.roasted?.lossPct.total).toBeGreaterThan(10);
    expect(roaster.roasted?.agtron).toBeLessThan(80);
    roaster.undo('drop');
    expect(roaster.roasted).toBeNull();
  });
});

describe('taking back', () => {
  it('a drop leaves the batch where it would be without it', () => {
    const [dropped, never] = [roasterAt(500, noisy), roasterAt(500, noisy)];
    dropped.drop();
    for (const roaster of [dropped, never]) {
      roaster.advance(7);
      roaster.setLever('burner', 20);
      roaster.advance(5);
    }
    dropped.undo('drop');
    expect(dropped.phase).toBe('roasting');
    expect(follow(dropped, 60)).toEqual(follow(never, 60));
  });

  it('a charge leaves the drum preheated, even after the drop', () => {
    for (const dropFirst of [false, true]) {
      const roaster = roasterAt(100);
      if (dropFirst) roaster.drop();
      roaster.undo('charge');
      expect([roaster.phase, roaster.sample()]).toEqual(['preheated', { btC: 200, etC: 215 }]);
    }
  });

  it('a charge of the still cooling drum lets it cool on', () => {
    const [charged, never] = [roasterAt(600), roasterAt(600)];
    for (const roaster of [charged, never]) {
      roaster.drop();
      roaster.advance(20);
    }
    charged.charge();
    expect(charged.sample()).toEqual(never.sample());
    charged.advance(10);
    never.advance(10);
    charged.undo('charge');
    expect(charged.sample()).toEqual(never.sample());
    charged.undo('drop');
    expect(charged.phase).toBe('cooling');
  });

  it('nothing changes nothing', () => {
    const roaster = new TwinRoaster(g1, quiet);
    roaster.undo('drop');
    roaster.undo('charge');
    expect(roaster.phase).toBe('preheated');
    roaster.charge();
    roaster.undo('drop');
    expect(roaster.phase).toBe('roasting');
  });
});

describe('the levers of the twin', () => {
  it('stay within their range and answer with the value in force', () => {
    const roaster = new TwinRoaster(g1, quiet);
    expect(roaster.setLever('burner', 78.3)).toBe(78.3);
    expect(roaster.setLever('burner', 140)).toBe(100);
    expect(roaster.setLever('drumSpeed', 0)).toBe(40);
    expect(roaster.leverValue('drumSpeed')).toBe(40);
    expect(roaster.leverValue('air')).toBe(30);
  });

  it('are the three it has', () => {
    const roaster = new TwinRoaster(g1, quiet);
    const code = (act: () => unknown): string => {
      try {
        act();
      } catch (error) {
        return ArtisanError.accept(error).code;
      }
      return 'none';
    };
    expect(code(() => roaster.setLever('damper', 1))).toBe('lever.unknown');
    expect(code(() => roaster.leverValue('toString'))).toBe('lever.unknown');
    expect(code(() => roaster.setLever('air', Number.NaN))).toBe('quantity.not-finite');
    expect(code(() => roaster.advance(-1))).toBe('quantity.out-of-range');
  });
});

const action = fc.oneof(
  fc.record({ do: fc.constant('charge' as const) }),
  fc.record({ do: fc.constant('drop' as const) }),
  fc.record({ do: fc.constant('undo' as const), kind: fc.constantFrom('charge', 'drop') }),
  fc.record({
    do: fc.constant('lever' as const),
    lever: fc.constantFrom('burner', 'air', 'drumSpeed'),
    value: fc.double({ min: -10, max: 120, noNaN: true }),
  }),
  fc.record({ do: fc.constant('advance' as const), seconds: fc.integer({ min: 0, max: 900 }) }),
);
type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never;

function act(roaster: TwinRoaster, each: Action): void {
  if (each.do === 'charge') roaster.charge();
  if (each.do === 'drop') roaster.drop();
  if (each.do === 'undo') roaster.undo(each.kind as 'charge' | 'drop');
  if (each.do === 'lever') roaster.setLever(each.lever, each.value);
  if (each.do === 'advance') roaster.advance(each.seconds);
}

/** fast-check prints the seed of a failure. */
describe('the twin, whatever is done to it', () => {
  /** A room at 22 C, less noise; full burner for ever and no air settle at 756 C. */
  const coldestC = 20;
  const hottestC = 800;

  it('shows temperatures between the room and a red-hot drum', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), fc.integer(), (actions, seed) => {
        const roaster = new TwinRoaster(g1, { seed, noise: true });
        for (const each of actions) {
          act(roaster, each);
          for (const valueC of Object.values(roaster.sample())) {
            expect(valueC).toBeGreaterThan(coldestC);
            expect(valueC).toBeLessThan(hottestC);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same readings for the same seed and actions', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), fc.integer(), (actions, seed) => {
        const [one, two] = [0, 1].map(() => {
          const roaster = new TwinRoaster(g1, { seed, noise: true });
          return actions.map((each) => {
            act(roaster, each);
            return roaster.sample();
          });
        });
        expect(one).toEqual(two);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same reading however the time is split', () => {
    const spans = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(spans, fc.integer(), (parts, seed) => {
        const [whole, split] = [0, 1].map(() => new TwinRoaster(g1, { seed, noise: true })) as [
          TwinRoaster,
          TwinRoaster,
        ];
        whole.charge();
        split.charge();
        for (const seconds of parts) split.advance(seconds);
        whole.advance(split.timeS);
        expect(split.sample()).toEqual(whole.sample());
      }),
      { numRuns: 60 },
    );
  });

  it('never reaches 150 C later with more burner', () => {
    const reachS = (burner: number): number => {
      const roaster = new TwinRoaster(g1, quiet);
      roaster.setLever('burner', burner);
      roaster.charge();
      roaster.advance(120);
      while (roaster.sample().btC < 150 && roaster.timeS < 7200) roaster.advance(0.25);
      return roaster.timeS;
    };
    const pairs = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(reachS(Math.max(a, b))).toBeLessThanOrEqual(reachS(Math.min(a, b)));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a twin that goes on from where one was left', () => {
  const deed = fc.oneof(
    fc.record({ do: fc.constantFrom('charge', 'drop', 'undo charge', 'undo drop') }),
    fc.record({ do: fc.constant('burner'), value: fc.integer({ min: 0, max: 100 }) }),
  );
  const doneLater = fc.record({ afterS: fc.double({ min: 0, max: 400, noNaN: true }), deed });

  interface Done {
    readonly afterS: number;
    readonly deed: { readonly do: string; readonly value?: number };
  }

  function act(roaster: TwinRoaster, { afterS, deed: done }: Done): void {
    roaster.advance(afterS);
    if (done.do === 'charge') roaster.charge();
    else if (done.do === 'drop') roaster.drop();
    else if (done.do === 'undo charge') roaster.undo('charge');
    else if (done.do === 'undo drop') roaster.undo('drop');
    else roaster.setLever('burner', done.value ?? 0);
  }

  it('reads what that one would have read, whatever was done before and is done later', () => {
    const options = { seed: 7, noise: false, days: 'A' } as const;
    fc.assert(
      fc.property(
        fc.array(doneLater, { maxLength: 8 }),
        fc.array(doneLater, { maxLength: 8 }),
        (before, after) => {
          const whole = new TwinRoaster(g1, options);
          for (const each of before) act(whole, each);
          const from = JSON.parse(JSON.stringify(whole.state));
          const second = new TwinRoaster(g1, { ...options, from });
          for (const each of after) {
            act(whole, each);
            act(second, each);
            expect(second.sample().btC).toBeCloseTo(whole.sample().btC, 9);
            expect(second.phase).toBe(whole.phase);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has noise of its own from there on, and not that of its beginning once more', () => {
    const first = new TwinRoaster(g1, noisy);
    const begun = follow(first, 20);
    const second = new TwinRoaster(g1, { ...noisy, from: first.state });
    expect(follow(second, 20)).not.toEqual(begun);
  });
});
