import type { CuppingSheet, Trial } from '@artisan-ts/domain';

/** How many picks were right, and how likely that is for somebody who only guesses. */
export interface TriangleResult {
  readonly answered: number;
  readonly correct: number;
  /** Probability of at least so many right picks by chance; 1 when nobody answered. */
  readonly pValue: number;
  /** The same in a sentence. */
  readonly words: string;
}

/** One of three cups is odd: guessing finds it once in three times. */
const chance = 1 / 3;
/** From here on chance is no longer a good explanation; the usual limit of sensory work. */
const significantP = 0.05;

/** The code of the odd cup of a trial: the one that holds what the other two do not. */
export function oddCode({ cups }: Trial): string | null {
  const odd = cups.find(
    (cup) => cups.filter((other) => other.sampleId === cup.sampleId).length === 1,
  );
  return odd?.code ?? null;
}

/** The result over the trials that were answered. */
export function triangleResult(
  trials: readonly Trial[],
  sheets: readonly Pick<CuppingSheet, 'itemId' | 'pick'>[],
): TriangleResult {
  let answered = 0;
  let correct = 0;
  for (const trial of trials) {
    const pick = sheets.find(({ itemId }) => itemId === trial.id)?.pick ?? null;
    if (pick === null) continue;
    answered += 1;
    if (pick === oddCode(trial)) correct += 1;
  }
  const pValue = binomialTail(answered, correct, chance);
  return { answered, correct, pValue, words: triangleWords(answered, correct, pValue) };
}

/** P(at least k successes in n), exact. @see the binomial distribution */
export function binomialTail(n: number, k: number, p: number): number {
  let tail = 0;
  for (let i = Math.max(0, k); i <= n; i += 1) tail += Math.exp(logTerm(n, i, p));
  return Math.min(1, tail);
}

/** In logarithms: the factors overflow from a hundred trials on. */
function logTerm(n: number, k: number, p: number): number {
  let sum = k * Math.log(p) + (n - k) * Math.log(1 - p);
  for (let i = 1; i <= k; i += 1) sum += Math.log((n - k + i) / i);
  return sum;
}

function triangleWords(answered: number, correct: number, pValue: number): string {
  if (answered === 0) return 'Nobody has answered yet.';
  const found = `${correct} of ${answered} found the odd cup; by guessing it would be ${shown(answered / 3)}.`;
  const odds = `Guessing alone does as well or better ${percent(pValue)} of the time`;
  if (pValue <= significantP) return `${found} ${odds}: the two coffees can be told apart.`;
  const least = leastSignificant(answered);
  const needed =
    least === null
      ? 'with so few answers nothing could show it'
      : `${least} right would have shown a difference`;
  return `${found} ${odds}: no difference was shown (${needed}).`;
}

/** The least number of right picks that chance explains badly; null when there are too few trials. */
function leastSignificant(answered: number): number | null {
  for (let k = 0; k <= answered; k += 1) {
    if (binomialTail(answered, k, chance) <= significantP) return k;
  }
  return null;
}

function shown(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function percent(p: number): string {
  return p < 0.001 ? 'less than 0.1 %' : `${(p * 100).toPrecision(2)} %`;
}
