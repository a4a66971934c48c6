import type { AgentDto, AgentsDto, StationSettings } from '@artisan-ts/contracts';
import {
  type AgentDefinition,
  behaviours,
  classCaps,
  levels,
  limitWords,
  type RegisteredVersion,
  type RunLimits,
  scheduleWords,
  versionName,
} from '@artisan-ts/kernel';
import { policyNames, referenceOutcome, suites, twinMachines } from '@artisan-ts/twin';
import type { AgentRegistry } from '#agents/agent-registry.ts';
import { daysWords, handsWords } from '#agents/rehearsal.ts';
import { machineNames } from '#agents/twin-tools.ts';
import { goalWords } from '#missions/goals.ts';

/** Everybody who works here as the API shows them. */
export function agentsView(
  crew: AgentRegistry,
  versions: readonly RegisteredVersion[],
  settings: StationSettings,
): AgentsDto {
  return {
    agents: crew.agents.map((agent) => agentView(agent, crew, settings)),
    policies: crew.policies.map((policy) => ({ name: versionName(policy), words: policy.words })),
    versions: versions.map(({ kind, digest, atMs, ...version }) => ({
      kind,
      name: versionName(version),
      digest,
      atMs,
    })),
    reasoner: settings.reasoner?.model ?? null,
    machines: simulatedMachines(),
    days: suites.map((name) => ({ name, words: daysWords[name] ?? name })),
    hands: policyNames.map((name) => ({ name, words: handsWords[name] ?? name })),
  };
}

/** Machines that can be simulated; their references take some milliseconds each, once. */
let known: AgentsDto['machines'] | null = null;
function simulatedMachines(): AgentsDto['machines'] {
  known ??= machineNames.map((name) => {
    const { dropS, developmentPct } = referenceOutcome(name);
    return { name, label: twinMachines[name].label, dropS, developmentPct };
  });
  return known;
}

function agentView(
  agent: AgentDefinition,
  crew: AgentRegistry,
  settings: StationSettings,
): AgentDto {
  const level = crew.levelOf(agent);
  const trouble = crew.troubleOf(agent);
  const names = Object.keys(agent.limits) as (keyof RunLimits)[];
  return {
    name: versionName(agent),
    words: agent.words,
    goal: agent.goal,
    goalName: goalWords(agent.goal).name,
    behaviour: agent.behaviour,
    level,
    levelWords: levels[level],
    cap: classCaps[behaviours[agent.behaviour]],
    tools: crew.tools
      .filter((tool) => agent.tools.includes(versionName(tool)))
      .map((tool) => ({
        name: versionName(tool),
        words: tool.words,
        takes: tool.takes,
        effect: tool.effect,
      })),
    limits: names.map((name) => limitWords[name](agent.limits[name])),
    starts: startsOf(agent.goal, settings),
    state: stateOf(crew.isRegistered, trouble),
    trouble: trouble ?? '',
  };
}

function stateOf(isRegistered: boolean, trouble: string | null): AgentDto['state'] {
  if (trouble !== null) return 'refused';
  return isRegistered ? 'active' : 'waiting';
}

/** When missions of a goal are asked for, in words. */
function startsOf(goal: string, { driftWatch, rehearsal }: StationSettings): string {
  if (goal === 'roast-report') return 'when a roast is closed';
  if (goal === 'data-quality') return 'when a probe cannot be believed while a roast goes on';
  if (goal === 'drift-watch') {
    return driftWatch === 'off' ? 'never: it is off in the settings' : scheduleWords(driftWatch);
  }
  return rehearsal === 'off'
    ? 'when somebody starts it'
    : `${scheduleWords(rehearsal)}, and when somebody starts it`;
}
