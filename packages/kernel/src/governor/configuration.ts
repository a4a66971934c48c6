import type { BucketRule } from '#governor/bucket.ts';

/** The lowest and highest a setting may be, so that a slip of the hand cannot switch the governor off. */
const bounds = {
  pointsMin: [1, 100_000],
  durationMinS: [1, 86_400],
  durationMaxS: [60, 604_800],
  temperatureShareMin: [0, 1],
  missingShareMax: [0, 1],
  doubtfulShareMax: [0, 1],
  verifiedShareMin: [0, 1],
  runningMax: [1, 1_000],
  costPerDayMax: [0, 1_000_000],
} as const;
type Setting = keyof typeof bounds;

/** The rules of the governor. Versioned, validated before it is stored, loaded whole. */
export interface GovernorConfiguration extends Readonly<Record<Setting, number>> {
  readonly version: number;
  /** Goals that may run at all. */
  readonly goals: readonly string[];
  /** Results must say they are proven; otherwise unproven data is only marked. */
  readonly requiresTrust: boolean;
  readonly goalBucket: BucketRule;
  readonly orgBucket: BucketRule;
}

/** The numbers we ship. */
export const governorDefaults: GovernorConfiguration = {
  version: 2,
  goals: ['roast-report', 'sim-roast', 'data-quality', 'drift-watch'],
  pointsMin: 60,
  durationMinS: 90,
  durationMaxS: 3_600,
  temperatureShareMin: 0.9,
  missingShareMax: 0.2,
  doubtfulShareMax: 0.2,
  verifiedShareMin: 0.95,
  requiresTrust: false,
  runningMax: 8,
  costPerDayMax: 0,
  goalBucket: { capacity: 30, refillPerHour: 30 },
  orgBucket: { capacity: 100, refillPerHour: 200 },
};

/** What a setting means, for the page that shows it. */
export const settingMeanings: Readonly<Record<Setting, string>> = {
  pointsMin: 'A roast needs at least so many readings for work on it to run by itself.',
  durationMinS: 'A roast must last at least so many seconds.',
  durationMaxS: 'A roast that lasts longer than so many seconds is looked at by a person.',
  temperatureShareMin: 'Bean or environment temperature must be there for this share of the roast.',
  missingShareMax: 'More missing than this share of the roast, and a person decides.',
  doubtfulShareMax:
    'More readings of the bean probe than this share that cannot be right, and a person decides.',
  verifiedShareMin: 'For a result to be called verified this share of the readings must be proven.',
  runningMax: 'So many missions run at once.',
  costPerDayMax: 'What language models may cost a day; 0 switches them off.',
};

/** What is wrong with a configuration, one sentence each; empty when it may be stored. */
export function configurationFaults(config: GovernorConfiguration): readonly string[] {
  const settings = Object.keys(bounds) as Setting[];
  const outside = settings.flatMap((name) => {
    const [low, high] = bounds[name];
    const value = config[name];
    if (Number.isFinite(value) && value >= low && value <= high) return [];
    return [`${name} is ${value}; it must lie between ${low} and ${high}`];
  });
  const buckets = (['goalBucket', 'orgBucket'] as const).flatMap((name) => {
    const { capacity, refillPerHour } = config[name];
    const isSound =
      capacity >= 1 && refillPerHour >= 0 && Number.isFinite(capacity + refillPerHour);
    return isSound ? [] : [`${name} must hold at least one token and refill by a number of them`];
  });
  const order =
    config.durationMinS < config.durationMaxS ? [] : ['durationMinS must be below durationMaxS'];
  const version =
    Number.isSafeInteger(config.version) && config.version >= 1
      ? []
      : ['version must be 1 or more'];
  return [...version, ...outside, ...buckets, ...order];
}

/**
 * The rules to go by: the newest that can be read and is sound, or null when there is none. Null means that everything
 * with an effect is blocked: fail closed.
 *
 * @param stored versions newest first, each to be read only when the ones before failed
 */
export function lastGood(
  stored: readonly (() => GovernorConfiguration)[],
): GovernorConfiguration | null {
  for (const read of stored) {
    try {
      const config = read();
      if (configurationFaults(config).length === 0) return config;
    } catch {
      // A version that cannot be read is passed over for the one before; the caller tells health.
    }
  }
  return null;
}
