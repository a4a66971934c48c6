import {
  type Cupping,
  type CuppingRound,
  type CuppingSample,
  invariant,
  ok,
  type RandomStream,
  type Result,
  refuse,
  type Taster,
  type Trial,
  type WallMs,
} from '@artisan-ts/domain';
import { blindCodes, shuffled, triangleLayouts } from '@artisan-ts/roast';
import type { IdSource } from '#ports/ids.ts';

/** What a table is laid with. */
export interface Laying {
  readonly entropy: RandomStream;
  readonly ids: IdSource;
  readonly wallMs: WallMs;
  /** Codes that may not come again. */
  readonly taken: ReadonlySet<string>;
}

type Plan = Pick<Cupping, 'form' | 'cups' | 'samples' | 'tasters'>;

/** A new round: codes for the samples, or the triangles of every taster. Errors: `request.conflict` without enough codes. */
export function layRound(plan: Plan, laying: Laying): Result<CuppingRound> {
  const round = { trials: [], startedWallMs: laying.wallMs, revealedWallMs: null };
  if (plan.form === 'triangle') {
    const trials = layTrials(plan, plan.tasters, laying);
    return trials.ok ? ok({ ...round, codes: {}, trials: trials.value }) : trials;
  }
  const codes = blindCodes(laying.entropy, plan.samples.length, laying.taken);
  const coded = plan.samples.map(({ id }, index) => [id, codes[index] ?? '']);
  return ok({ ...round, codes: Object.fromEntries(coded) });
}

/** The triangles of some tasters; every cup of the table has a code of its own. Errors: `request.conflict`. */
export function layTrials(
  { cups, samples }: Plan,
  tasters: readonly Taster[],
  { entropy, ids, taken }: Laying,
): Result<readonly Trial[]> {
  const [a, b] = samples;
  invariant(a !== undefined && b !== undefined, 'a triangle test compares two coffees');
  const needed = tasters.length * cups * cupsPerTriangle;
  const codes = blindCodes(entropy, needed, taken);
  if (codes.length < needed) {
    return refuse(
      'request.conflict',
      `${needed} cups need more codes than three digits give; use fewer triangles or tasters`,
    );
  }
  const layouts = triangleLayouts(entropy, tasters.length * cups);
  return ok(
    layouts.map((layout, index): Trial => {
      const taster = tasters[Math.floor(index / cups)];
      invariant(taster !== undefined, 'every triangle has its taster');
      return {
        id: ids.next('trial'),
        tasterId: taster.id,
        cups: layout.map((which, place) => ({
          code: codes[index * cupsPerTriangle + place] ?? '',
          sampleId: (which === 'a' ? a : b).id,
        })),
      };
    }),
  );
}

const cupsPerTriangle = 3;

/** Samples in random order: the order of setting up would tell which is which. */
export function mixedSamples(
  entropy: RandomStream,
  samples: readonly CuppingSample[],
): readonly CuppingSample[] {
  return shuffled(entropy, samples);
}

/** The round that goes on, or went on last. */
export function lastRound({ rounds }: Pick<Cupping, 'rounds'>): CuppingRound {
  const round = rounds.at(-1);
  invariant(round !== undefined, 'a cupping has a round');
  return round;
}

/** Every code that a round uses. */
export function codesOf({ codes, trials }: CuppingRound): ReadonlySet<string> {
  const given = Object.values(codes).filter((code) => code !== undefined);
  return new Set([...given, ...trials.flatMap(({ cups }) => cups.map(({ code }) => code))]);
}
