/** What one run of an agent may use at most. */
export interface RunLimits {
  readonly iterations: number;
  readonly toolCalls: number;
  readonly wallMs: number;
  /** Of language models: what they cost. */
  readonly tokens: number;
}

/** What one run has used. */
export type RunUsage = RunLimits;

export const noUsage: RunUsage = {
  iterations: 0,
  toolCalls: 0,
  wallMs: 0,
  tokens: 0,
};

/** What an agent may use unless its definition says less. No definition says more. */
export const limitsAtMost: RunLimits = {
  iterations: 6,
  toolCalls: 30,
  wallMs: 120_000,
  tokens: 200_000,
};

const names = Object.keys(limitsAtMost) as (keyof RunLimits)[];

/** How much of a limit there is, in words. */
export const limitWords: Readonly<Record<keyof RunLimits, (value: number) => string>> = {
  iterations: (value) => `${value} ${value === 1 ? 'round' : 'rounds'}`,
  toolCalls: (value) => `${value} calls of tools`,
  wallMs: (value) => `${value / 1000} s`,
  tokens: (value) => `${value} tokens of a language model`,
};

/** What is wrong with the limits of a definition, one sentence each. */
export function limitFaults(limits: RunLimits): readonly string[] {
  return names.flatMap((name) => {
    const value = limits[name];
    const most = limitsAtMost[name];
    if (Number.isSafeInteger(value) && value >= 0 && value <= most) return [];
    return [`${name} is ${value}; it must lie between 0 and ${most}`];
  });
}

/** The usage with more of it. */
export function used(usage: RunUsage, more: Partial<RunUsage>): RunUsage {
  const entries = names.map((name) => [name, usage[name] + (more[name] ?? 0)]);
  return Object.fromEntries(entries) as unknown as RunUsage;
}

/** The first limit that is overrun; null while all are kept. A number that is none overruns. */
export function limitOverrun(usage: RunUsage, limits: RunLimits): keyof RunLimits | null {
  return names.find((name) => !(usage[name] <= limits[name])) ?? null;
}
