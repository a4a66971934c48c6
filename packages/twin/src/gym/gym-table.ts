import { bootstrapInterval, type Interval, mean } from '#fit/bootstrap.ts';
import type { GymResult } from '#gym/gym-roast.ts';
import type { Reference } from '#gym/reference.ts';

/** What a policy's roasts came to. Roasts that never reached drop are counted as failures and nowhere else. */
export interface GymSummary {
  readonly n: number;
  readonly failures: number;
  /** Standard deviations, with 95 % intervals by bootstrap over seeds. */
  readonly fcSdS: Interval;
  readonly crackSdS: Interval;
  readonly dropSdS: Interval;
  readonly developmentSdPct: Interval;
  /** Estimates of what became of the beans: means, and how much they scatter. */
  readonly lossPct: number;
  readonly lossSdPct: Interval;
  readonly agtron: number;
  readonly agtronSd: Interval;
  /** Share of the roasts that were still in the drum at second crack. */
  readonly secondCrackShare: number;
  /** Mean lateness against the reference. */
  readonly fcBiasS: number;
  readonly dropBiasS: number;
  readonly rmseC: number;
  readonly moves: number;
  readonly travelPct: number;
  readonly rorMinCPerMin: number;
  readonly etMaxC: number;
}

/** Sums up the roasts of one policy in one suite. */
export function summarise(results: readonly GymResult[], reference: Reference): GymSummary {
  const done = results.filter(({ dropS, fcS }) => dropS !== null && fcS !== null);
  const sd = (name: string, of: (each: GymResult) => number | null): Interval =>
    bootstrapInterval(
      done.flatMap((each) => of(each) ?? []),
      standardDeviation,
      `gym.${name}`,
    );
  const all = (of: (each: GymResult) => number): readonly number[] => done.map(of);
  return {
    n: results.length,
    failures: results.length - done.length,
    fcSdS: sd('fc', ({ fcS }) => fcS),
    crackSdS: sd('crack', ({ crackS }) => crackS),
    dropSdS: sd('drop', ({ dropS }) => dropS),
    developmentSdPct: sd('development', ({ developmentPct }) => developmentPct),
    lossPct: mean(done.flatMap(({ lossPct }) => lossPct ?? [])),
    lossSdPct: sd('loss', ({ lossPct }) => lossPct),
    agtron: mean(done.flatMap(({ agtron }) => agtron ?? [])),
    agtronSd: sd('agtron', ({ agtron }) => agtron),
    secondCrackShare: mean(all(({ secondCrackS }) => (secondCrackS === null ? 0 : 1))),
    fcBiasS: mean(all(({ fcS }) => (fcS ?? 0) - reference.fcS)),
    dropBiasS: mean(all(({ dropS }) => (dropS ?? 0) - reference.dropS)),
    rmseC: mean(all((each) => each.rmseC)),
    moves: mean(all((each) => each.moves)),
    travelPct: mean(all((each) => each.travelPct)),
    rorMinCPerMin: Math.min(...all((each) => each.rorMinCPerMin)),
    etMaxC: Math.max(...all((each) => each.etMaxC)),
  };
}

function standardDeviation(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
