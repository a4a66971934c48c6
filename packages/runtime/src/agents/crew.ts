import type { PolicyDefinition } from '@artisan-ts/kernel';
import { AgentRegistry } from '#agents/agent-registry.ts';
import { driftWatcher } from '#agents/drift-watcher.ts';
import { machineTools } from '#agents/machine-tools.ts';
import { roastReporter } from '#agents/roast-reporter.ts';
import { roastTools } from '#agents/roast-tools.ts';
import { signalWatcher } from '#agents/signal-watcher.ts';
import { simRoaster } from '#agents/sim-roaster.ts';
import { Toolbox } from '#agents/toolbox.ts';
import { twinTools } from '#agents/twin-tools.ts';
import { governorRules } from '#missions/create-operations.ts';
import type { Reasoner } from '#ports/reasoner.ts';
import type { StationParts } from '#station-parts.ts';
import { twinHere } from '#what-if/twin-here.ts';

/** The rules of the governor as they are registered. */
const governorPolicy: PolicyDefinition = {
  kind: 'policy',
  id: 'governor',
  version: governorRules.version,
  words: 'The rules by which missions run by themselves, wait, or are refused.',
  rules: JSON.stringify(governorRules),
};

/** Everybody who works at a station. */
export function crewOf(station: StationParts, reasoner: () => Reasoner | null): AgentRegistry {
  const { clock, twin } = station.deps;
  return new AgentRegistry({
    minds: [roastReporter, simRoaster, signalWatcher, driftWatcher],
    toolbox: new Toolbox([
      ...roastTools(station),
      ...machineTools(station),
      ...twinTools(twin ?? twinHere),
    ]),
    policy: governorPolicy,
    clock,
    reasoner,
  });
}
