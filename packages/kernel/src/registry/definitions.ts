import type { Behaviour } from '#autonomy/ladder.ts';
import { type EffectClass, rungOf } from '#governor/effect-class.ts';
import { limitFaults, type RunLimits } from '#registry/run-limits.ts';

/** What is registered: who works, what they work with, and the rules they work under. */
export const definitionKinds = ['agent', 'tool', 'policy'] as const;
export type DefinitionKind = (typeof definitionKinds)[number];

interface Named {
  /** `roast-reporter`; never reused for something else. */
  readonly id: string;
  /** Goes up with every change of the definition. A version never changes. */
  readonly version: number;
  /** What it does, for a person. */
  readonly words: string;
}

/** Something an agent may use. Its effect is given here, at registration: what a tool says about itself has no authority. */
export interface ToolDefinition extends Named {
  readonly kind: 'tool';
  readonly effect: EffectClass;
  /** What it is asked with, for a person. */
  readonly takes: string;
}

/** Somebody who can do what a goal asks for. */
export interface AgentDefinition extends Named {
  readonly kind: 'agent';
  readonly goal: string;
  /** What it does to the world: the ladder's level and cap for it apply. */
  readonly behaviour: Behaviour;
  /** Names of the tools it may call, as {@link versionName} writes them. */
  readonly tools: readonly string[];
  readonly limits: RunLimits;
}

/** Rules in force, as text. */
export interface PolicyDefinition extends Named {
  readonly kind: 'policy';
  readonly rules: string;
}

export type Definition = AgentDefinition | ToolDefinition | PolicyDefinition;

/** How a version is named everywhere: `roast-reporter@1`. */
export function versionName({ id, version }: Pick<Named, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** A version as it is kept. `digest`: SHA-256 of the definition, 64 hex digits. */
export interface RegisteredVersion {
  readonly kind: DefinitionKind;
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  /** When it was first seen here. */
  readonly atMs: number;
}

/** The versions an attempt at a mission runs with, as {@link versionName} writes them. */
export interface RanWith {
  readonly agent: string;
  readonly tools: readonly string[];
  readonly policy: string;
}

const idForm = /^[a-z][a-z0-9.-]{1,39}$/;

/** What is wrong with a definition, one sentence each; empty when it may be registered. `tools`: those that are known. */
export function definitionFaults(
  definition: Definition,
  tools: readonly ToolDefinition[],
): readonly string[] {
  const name = `${definition.kind} ${versionName(definition)}`;
  const faults: string[] = [];
  if (!idForm.test(definition.id)) {
    faults.push(`${name}: an id has 2 to 40 of a-z, 0-9, dot and hyphen`);
  }
  if (!Number.isSafeInteger(definition.version) || definition.version < 1) {
    faults.push(`${name}: a version is a whole number from 1`);
  }
  if (definition.words.trim() === '') faults.push(`${name}: it does not say what it does`);
  if (definition.kind === 'tool' && !Object.hasOwn(rungOf, definition.effect)) {
    faults.push(`${name}: there is no effect "${definition.effect}" that a tool may have`);
  }
  if (definition.kind !== 'agent') return faults;
  const known = new Set(tools.map(versionName));
  const strangers = definition.tools.filter((tool) => !known.has(tool));
  return [
    ...faults,
    ...strangers.map((tool) => `${name}: there is no tool ${tool}`),
    ...limitFaults(definition.limits).map((fault) => `${name}: ${fault}`),
  ];
}

/** What registering a definition comes to. A version that was registered with other content is refused, for ever. */
export function decideRegistration(
  known: Pick<RegisteredVersion, 'digest'> | null,
  digest: string,
): 'new' | 'known' | 'changed' {
  if (known === null) return 'new';
  return known.digest === digest ? 'known' : 'changed';
}
