import type { ReasonCode } from '#reasons.ts';

/** The rungs of the ladder: what an agent may do, and what is left to a person. */
export const levels = {
  1: 'Shows and explains. A person does everything.',
  2: 'Recommends. A person applies it by hand.',
  3: 'Prepares a command that runs only after a person approved exactly that one.',
  4: 'Runs after a countdown that nobody vetoed, with someone present.',
  5: 'Runs and reports. A person looks afterwards.',
} as const;
export type Level = keyof typeof levels;

/**
 * Classes of effects and the highest rung each can ever reach. Fixed in code: no configuration raises them. Ignition,
 * purge, flame and limit circuits have no class: they cannot be expressed.
 */
export const classCaps = { A: 5, B: 4, C: 3 } as const satisfies Record<string, Level>;
export type ClassName = keyof typeof classCaps;

/** What can be allowed, and the class it belongs to. */
export const behaviours = {
  analyse: 'A',
  'write-report': 'A',
  watch: 'A',
  'lower-heat': 'B',
  'raise-airflow': 'B',
  cool: 'B',
  'raise-heat': 'C',
  'lower-airflow': 'C',
  'drum-speed': 'C',
  charge: 'C',
  drop: 'C',
  preheat: 'C',
} as const satisfies Record<string, ClassName>;
export type Behaviour = keyof typeof behaviours;

/** Where everything new begins. */
export const levelAtFirst: Level = 2;
const dayMs = 86_400_000;
/** A grant ends by itself. */
export const grantLastsMs = 90 * dayMs;

/** What a grant was given for: any change of one of them returns the behaviour to its first level. */
export interface RunningVersions {
  readonly agent: string;
  readonly model: string;
  readonly policy: string;
  readonly tools: string;
  readonly machineProfile: string;
  readonly evidence: string;
}

/** A level that two people gave to one behaviour on one machine. */
export interface Grant {
  readonly orgId: string;
  readonly machineId: string;
  readonly behaviour: Behaviour;
  readonly level: Level;
  readonly versions: RunningVersions;
  readonly grantedAtMs: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
}

/** The level, and what holds it where it is. */
export interface LevelInForce {
  readonly level: Level;
  readonly reasons: readonly ReasonCode[];
}

/**
 * What a behaviour may do now: never above its class, its grant, or what a breaker left of it. Without a grant, or when
 * the grant is over or was given for other versions, it is where everything new begins.
 */
export function levelInForce(
  behaviour: Behaviour,
  facts: {
    readonly grant: Grant | null;
    readonly running: RunningVersions;
    /** The highest level breakers leave; 5 when none has tripped. */
    readonly ceiling: Level;
    readonly nowMs: number;
  },
): LevelInForce {
  const { grant, running, ceiling, nowMs } = facts;
  const cap = classCaps[behaviours[behaviour]];
  const isStale = grant !== null && !isInForce(grant, running, nowMs);
  const granted = grant === null || isStale ? levelAtFirst : grant.level;
  const level = Math.min(cap, granted, ceiling) as Level;
  const reasons: ReasonCode[] = [];
  if (isStale) reasons.push('GRANT_STALE');
  if (ceiling < Math.min(cap, granted)) reasons.push('BREAKER_OPEN');
  if (cap < granted) reasons.push('AUTONOMY_CAP');
  return { level, reasons };
}

function isInForce(grant: Grant, running: RunningVersions, nowMs: number): boolean {
  const names = Object.keys(running) as (keyof RunningVersions)[];
  const isSame = names.every((name) => grant.versions[name] === running[name]);
  return isSame && nowMs < grant.grantedAtMs + grantLastsMs;
}
