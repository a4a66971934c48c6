import type { MissionRulesDto } from '@artisan-ts/contracts';
import { type BucketRule, type GovernorConfiguration, settingMeanings } from '@artisan-ts/kernel';
import { goalWords } from '#missions/goals.ts';

type Setting = keyof typeof settingMeanings;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** How the value of a setting reads. */
const valueText: Readonly<Record<Setting, (value: number) => string>> = {
  pointsMin: (value) => `${value} readings`,
  durationMinS: (value) => `${value} s`,
  durationMaxS: (value) => `${value / 60} min`,
  temperatureShareMin: percent,
  missingShareMax: percent,
  doubtfulShareMax: percent,
  verifiedShareMin: percent,
  runningMax: (value) => `${value} at once`,
  costPerDayMax: (value) => (value === 0 ? 'off' : String(value)),
};

/** The rules of the governor as a page shows them: each setting with its value and what it means. */
export function rulesView(rules: GovernorConfiguration): MissionRulesDto {
  const names = Object.keys(settingMeanings) as Setting[];
  return {
    version: rules.version,
    goals: rules.goals.map((goal) => ({ goal, meaning: goalWords(goal).meaning })),
    settings: [
      ...names.map((name) => ({
        name,
        meaning: settingMeanings[name],
        value: valueText[name](rules[name]),
      })),
      bucket('goalBucket', 'Work of one kind on one machine', rules.goalBucket),
      bucket('orgBucket', 'Work of every kind here', rules.orgBucket),
      {
        name: 'requiresTrust',
        meaning: 'Whether work on readings whose origin is not proven waits for a person.',
        value: rules.requiresTrust ? 'yes' : 'no, the result is marked',
      },
    ],
  };
}

function bucket(name: string, of: string, { capacity, refillPerHour }: BucketRule) {
  return {
    name,
    meaning: `${of}: so many at a stretch, then so many an hour. What comes faster waits, and runs by itself.`,
    value: `${capacity}, then ${refillPerHour} an hour`,
  };
}
