import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults as knownFaults } from './faults/catalogue.ts';
import { planScenario } from './plan/plan.ts';
import { type Outcome, runScenario } from './plan/run-scenario.ts';
import { shrink, withFaults } from './plan/shrink.ts';
import { watchConnections } from './world/power.ts';
import type { PlannedFault, Scenario } from './world/scenario.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** Days are played until so many faults have happened. */
  readonly faults: number;
  /** Only the day of this number. */
  readonly only: number | null;
  /** Only days of faults of these names; null: of any. */
  readonly kinds: readonly string[] | null;
  /** Of that day, only the faults of these places in its list. */
  readonly keep: readonly number[] | null;
  /** Ends with the first day on which something is wrong, and looks for no smaller one. */
  readonly untilBroken: boolean;
  /** Takes what is wrong, and how it goes. */
  readonly say: (line: string) => void;
  readonly progress: (line: string) => void;
}

/** Every fault after which all was well counts as passed, and every day that ended well; a day on which something was wrong counts as failed. */
export interface CampaignResult {
  readonly passed: number;
  readonly failed: number;
}

const shownMax = 10;

/**
 * Where the disks of the campaign lie: in memory where the system offers it. What a power cut leaves is decided by the campaign;
 * syncing to the disk of this computer shows nothing and takes two thirds of the time.
 */
const memoryFolder = '/dev/shm';
const disksIn = process.env['TMPDIR'] ?? (existsSync(memoryFolder) ? memoryFolder : tmpdir());

/**
 * Plays day after day. The same seed gives the same days, faults and outcomes.
 *
 * @throws RangeError when a kind is no fault there is: such days would be good because nothing happens
 */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seed, only, kinds, keep, say, progress } = options;
  const strange = kinds?.find((kind) => !knownFaults.some(({ name }) => name === kind));
  if (strange !== undefined) throw new RangeError(`there is no fault "${strange}"`);
  watchConnections();
  const root = mkdtempSync(join(disksIn, 'artisan-campaign-'));
  const play = (scenario: Scenario): Promise<Outcome> => runScenario(scenario, root);
  let [passed, failed, happened] = [0, 0, 0];
  try {
    for (let number = only ?? 1; happened < options.faults; number++) {
      const planned = planScenario(seed, number, kinds ?? []);
      const scenario = keep === null ? planned : withFaults(planned, keep);
      const outcome = await play(scenario);
      const { faults, broken } = outcome;
      const isWell = broken.length === 0;
      happened += Math.max(1, faults.length);
      passed += faults.length - (isWell ? 0 : Math.min(1, faults.length)) + (isWell ? 1 : 0);
      failed += isWell ? 0 : 1;
      progress(dayText(scenario, outcome));
      for (const what of broken.slice(0, shownMax))
        say(`BAD  day ${number} of seed ${seed}: ${what}`);
      if (!isWell && !options.untilBroken) await explain(options, planned, outcome, play);
      if (only !== null || (!isWell && options.untilBroken)) break;
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { passed, failed };
}

async function explain(
  { seed, say, keep }: CampaignOptions,
  scenario: Scenario,
  outcome: Outcome,
  play: (scenario: Scenario) => Promise<Outcome>,
): Promise<void> {
  const kept = keep ?? (await shrink(scenario, outcome, play));
  const left = withFaults(scenario, kept).faults.map(faultText);
  say(
    `     with ${left.join(', ') || 'no fault at all'}; again: npm run campaign -- --seed ${seed} --only ${scenario.number} --keep ${kept.join(',') || 'none'}`,
  );
}

function dayText(
  { number, machines, endS }: Scenario,
  { faults, broken, readings }: Outcome,
): string {
  const verdict = broken.length === 0 ? 'good' : 'BAD ';
  return `${verdict} day ${number}: ${machines.length} machines, ${(endS / 60).toFixed(0)} min, ${readings} readings; ${faults.map(faultText).join(', ')}`;
}

function faultText({ name, atS }: PlannedFault): string {
  return `${name} at ${atS.toFixed(0)} s`;
}
