import { seededStream, standardNormal } from '@artisan-ts/domain';

/** What matters about a made-up roast. Seconds and C. */
export interface SyntheticRoast {
  readonly seed: number;
  readonly intervalS: number;
  /** Share of the interval by which samples come early or late, 0 to 1. */
  readonly jitter: number;
  readonly noiseC: number;
  readonly quantumC: number;
  /** Share of readings that are missing. */
  readonly missing: number;
  /** Time constant of the probe. */
  readonly probeS: number;
  readonly chargeC: number;
  readonly leadInS: number;
  readonly roastS: number;
  readonly coolS: number;
}

export interface SyntheticStream {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly chargeS: number;
  readonly dropS: number;
}

const roomC = 25;
const internalStepS = 0.05;
/** Beans need so long to cover the probe, and to leave it. */
const pourS = 4;

/** BT of a batch: a steady drum, cold beans on the probe, a roast that warms like a lumped mass, an empty drum that cools. */
export function syntheticRoast(options: SyntheticRoast): SyntheticStream {
  const { intervalS, jitter, probeS, chargeC, leadInS, roastS, coolS } = options;
  const random = seededStream(options.seed, 'synthetic-roast');
  const chargeS = leadInS;
  const dropS = leadInS + roastS;
  const timeS: number[] = [];
  const btC: (number | null)[] = [];
  let probeC = chargeC;
  let beanC = roomC;
  let nextS = 0;
  for (let step = 0; step * internalStepS <= dropS + coolS; step++) {
    const t = step * internalStepS;
    if (t > chargeS && t < dropS) beanC += ((245 - beanC) / (roastS * 0.6)) * internalStepS;
    const amongBeansC = 0.75 * beanC + 0.25 * 220;
    const covered = Math.min(1, Math.max(0, (t - chargeS) / pourS));
    const uncovered = Math.min(1, Math.max(0, (t - dropS) / pourS));
    const inDrumC = chargeC + (amongBeansC - chargeC) * covered;
    const seenC = inDrumC + (60 + 0.4 * beanC - inDrumC) * uncovered;
    probeC += ((seenC - probeC) / probeS) * internalStepS;
    if (t < nextS) continue;
    timeS.push(t);
    btC.push(
      random.next() < options.missing ? null : read(probeC, options, standardNormal(random)),
    );
    nextS += intervalS * (1 + jitter * (random.next() - 0.5));
  }
  return { timeS, btC, chargeS, dropS };
}

function read(valueC: number, { noiseC, quantumC }: SyntheticRoast, normal: number): number {
  return Math.round((valueC + noiseC * normal) / quantumC) * quantumC;
}
