import type { AgentsDto, MissionDto, StartMissionBody } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { Command } from 'commander';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { table } from '#cli/text.ts';

/** `artisan agents`: who works here by themselves, and what they are asked to rehearse. */
export function agentsCommand(shell: Shell): Command {
  const agents = new Command('agents').description(
    'who works here by themselves: agents, their tools, and what they may do',
  );
  agents
    .command('list', { isDefault: true })
    .description('the agents, what they do, and when they start by themselves')
    .action(
      runsWith(shell, async (session) => {
        const found = await session.client().get<AgentsDto>('/agents');
        return ok({ json: found, lines: agentsText(found) });
      }),
    );
  agents
    .command('versions')
    .description('every version of agents, tools and rules that was ever registered here')
    .action(
      runsWith(shell, async (session) => {
        const found = await session.client().get<AgentsDto>('/agents');
        return ok({ json: found.versions, lines: versionsText(found) });
      }),
    );
  const rehearse = agents
    .command('rehearse')
    .description('roast on the twin towards a target, and hear how often it is met')
    .option('--machine <name>', 'a machine that can be simulated', 'g1')
    .option('--days <name>', 'what days are like', 'B')
    .option('--hands <name>', 'who roasts', 'human')
    .option('--roasts <count>', 'how many, at most 250', '40')
    .option('--seed <seed>', 'of the first roast; the same seeds roast the same', '1')
    .option('--like <roast>', 'a roast whose drop and development are the target')
    .option('--drop <seconds>', 'target: drop, seconds from charge')
    .option('--development <percent>', 'target: development')
    .option('--within <seconds>', 'how far off the drop may be', '15');
  rehearse.action(runsWith(shell, (session) => start(session, rehearse.opts<RehearseOptions>())));
  return agents;
}

interface RehearseOptions {
  readonly machine: string;
  readonly days: string;
  readonly hands: string;
  readonly roasts: string;
  readonly seed: string;
  readonly like?: string;
  readonly drop?: string;
  readonly development?: string;
  readonly within: string;
}

async function start(session: Session, asked: RehearseOptions): Promise<Result<Answer>> {
  const { machine, days, hands, like, drop, development } = asked;
  const numbers = [asked.roasts, asked.seed, asked.within, drop, development];
  const wrong = numbers.find((text) => text !== undefined && !/^\d+$/.test(text));
  if (wrong !== undefined) return refuse('input.invalid', `"${wrong}" is no whole number`);
  const json: Partial<StartMissionBody> = {
    ...{ goal: 'sim-roast', machine, days, hands },
    ...{ roasts: Number(asked.roasts), firstSeed: Number(asked.seed) },
    toleranceS: Number(asked.within),
    ...(like !== undefined && { roastId: like }),
    ...(drop !== undefined && { dropS: Number(drop) }),
    ...(development !== undefined && { developmentPct: Number(development) }),
  };
  const mission = await session.client().post<MissionDto>('/missions', { json });
  const lines = [
    `${mission.goalName}, ${mission.subjectTitle}: ${mission.state}. ${mission.meaning}`,
    `Its report: artisan missions show ${mission.id}`,
  ];
  return ok({ json: mission, lines });
}

function agentsText({ agents, reasoner }: AgentsDto): string[] {
  return [
    ...agents.flatMap((agent) => [
      `${agent.name}  ${agent.words}`,
      `  starts: ${agent.starts}`,
      `  may: ${agent.behaviour}, level ${agent.level} of at most ${agent.cap}. ${agent.levelWords}`,
      ...agent.tools.map(({ name, effect, words }) => `  uses: ${name} (${effect}): ${words}`),
      `  one run: ${agent.limits.join(', ')}`,
      ...(agent.trouble === '' ? [] : [`  does not work: ${agent.trouble}`]),
      '',
    ]),
    `Language model: ${reasoner ?? 'none'}`,
  ];
}

function versionsText({ versions }: AgentsDto): readonly string[] {
  if (versions.length === 0) return ['There is none.'];
  const rows = versions.map(({ kind, name, digest, atMs }) => [
    kind,
    name,
    digest.slice(0, 12),
    new Date(atMs).toISOString(),
  ]);
  return table(['Kind', 'Version', 'Digest', 'First seen'], rows);
}
