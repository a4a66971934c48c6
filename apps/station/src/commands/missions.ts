import {
  type DecideMissionBody,
  type MissionDeed,
  type MissionDto,
  type MissionGainsDto,
  type MissionPage,
  type MissionRulesDto,
  missionShelves,
} from '@artisan-ts/contracts';
import { isId, ok, type Result, refuse } from '@artisan-ts/domain';
import { Command, Option } from 'commander';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { table } from '#cli/text.ts';

/** What a person can do, by the word on the command line. */
const deeds: Readonly<Record<string, { readonly deed: MissionDeed; readonly help: string }>> = {
  release: {
    deed: 'approve',
    help: 'release a mission that was held back, for every reason shown',
  },
  reject: { deed: 'reject', help: 'reject a mission that was held back; it ends' },
  retry: { deed: 'retry', help: 'try a mission again at once' },
  stop: { deed: 'cancel', help: 'stop a mission; it ends' },
  'run-again': { deed: 'redrive', help: 'run a mission that failed again, as a new one' },
};

/** `artisan missions`: what the station did by itself, and what waits for a person. */
export function missionsCommand(shell: Shell): Command {
  const missions = new Command('missions').description(
    'what the station did by itself, and what waits for a person',
  );
  const list = missions
    .command('list', { isDefault: true })
    .description('the missions, newest first')
    .addOption(
      new Option('--shelf <shelf>', 'those that need you, are under way, done, or ended').choices(
        Object.keys(missionShelves),
      ),
    )
    .option('--roast <roast>', 'those about one roast')
    .option('--limit <count>', 'at most so many', '20');
  list.action(runsWith(shell, (session) => listPage(session, list.opts<ListOptions>())));
  missions
    .command('show')
    .description('a mission with its reasons, its result and everything that happened to it')
    .argument('<mission>')
    .action(
      runsWith(shell, async (session, id = '') => {
        if (!isId('mission', id)) return noMissionId(id);
        const mission = await session.client().get<MissionDto>(`/missions/${id}`);
        return ok({ json: mission, lines: missionText(mission) });
      }),
    );
  for (const [word, { deed, help }] of Object.entries(deeds)) {
    missions
      .command(word)
      .description(help)
      .argument('<mission>')
      .action(runsWith(shell, (session, id = '') => act(session, id, deed)));
  }
  missions
    .command('rules')
    .description('the rules by which missions run or wait, with what they mean')
    .action(
      runsWith(shell, async (session) => {
        const rules = await session.client().get<MissionRulesDto>('/missions/rules');
        const lines = rules.settings.map(({ meaning, value }) => `${value}: ${meaning}`);
        return ok({ json: rules, lines });
      }),
    );
  missions
    .command('gains')
    .description('what people gained by what the station did by itself')
    .argument('[days]', 'how far back to look', '30')
    .action(
      runsWith(shell, async (session, days = '30') => {
        const path = `/missions/gains?days=${encodeURIComponent(days)}`;
        const gains = await session.client().get<MissionGainsDto>(path);
        return ok({ json: gains, lines: gainsText(gains) });
      }),
    );
  return missions;
}

interface ListOptions {
  readonly shelf?: string;
  readonly roast?: string;
  readonly limit: string;
}

async function listPage(session: Session, asked: ListOptions): Promise<Result<Answer>> {
  const { shelf, roast, limit } = asked;
  const query = new URLSearchParams({ limit });
  if (shelf) query.set('shelf', shelf);
  if (roast) query.set('roast', roast);
  const page = await session.client().get<MissionPage>(`/missions?${query}`);
  const rows = page.items.map(({ id, state, goalName, subjectTitle, reasons }) => [
    id,
    state,
    goalName,
    subjectTitle,
    reasons.map(({ code }) => code).join(' '),
  ]);
  const lines =
    rows.length === 0
      ? ['There is none.']
      : table(['Mission', 'State', 'Goal', 'Of', 'Because of'], rows);
  return ok({ json: page, lines });
}

/** A release names every reason and the data as they stand now: whoever runs the command has seen them. */
async function act(session: Session, id: string, deed: MissionDeed): Promise<Result<Answer>> {
  if (!isId('mission', id)) return noMissionId(id);
  const client = session.client();
  const path = `/missions/${id}`;
  const send = async (): Promise<MissionDto> => {
    if (deed === 'reject') {
      return client.post(`${path}/decide`, { json: { decision: 'reject' } });
    }
    if (deed !== 'approve') return client.post(`${path}/${deed}`);
    const { reasons, inputDigest } = await client.get<MissionDto>(path);
    const waivedReasons = reasons.map(({ code }) => code);
    const json: DecideMissionBody = { decision: 'approve', waivedReasons, inputDigest };
    return client.post(`${path}/decide`, { json });
  };
  const mission = await send();
  return ok({ json: mission, lines: missionText(mission) });
}

function noMissionId(id: string): Result<never> {
  return refuse('id.malformed', `"${id}" is no mission id (mission_ and 32 hex digits)`);
}

function missionText(mission: MissionDto): string[] {
  const { goalName, subjectTitle, state, meaning, reasons, lastError, history, result } = mission;
  const sentences =
    typeof result === 'object' && result !== null ? Reflect.get(result, 'sentences') : null;
  return [
    `${goalName}, ${subjectTitle}: ${state}. ${meaning}`,
    ...reasons.map(({ code, message }) => `  ${code}: ${message}`),
    ...(lastError === null ? [] : [`  Last time: ${lastError.message} (${lastError.code})`]),
    ...(mission.evidence.length > 0 ? ['', ...mission.evidence] : []),
    ...(Array.isArray(sentences) ? ['', ...sentences.map(String)] : []),
    ...remarkLines(result),
    '',
    ...history.map(
      ({ atMs, message, by }) => `${new Date(atMs).toISOString()}  ${message} (${by})`,
    ),
  ];
}

/** What a language model said beside a result, as its own. */
function remarkLines(result: unknown): readonly string[] {
  const remark: unknown = Reflect.get(Object(result), 'remark');
  if (typeof remark !== 'object' || remark === null) return [];
  const { by, text } = remark as Record<string, unknown>;
  return ['', `${String(text)}`, `  (said by the language model ${String(by)}; nobody checked it)`];
}

function gainsText(gains: MissionGainsDto): string[] {
  const { days, batches, reportsUntouched, interventions, suggestions, medianReportDelayS } = gains;
  const { made, kept, moved, undone, open } = suggestions;
  return [
    `In ${days} days: ${batches} batches.`,
    `Reports that came by themselves: ${reportsUntouched} of ${batches}${
      medianReportDelayS === null ? '' : `, half of them within ${medianReportDelayS.toFixed(1)} s`
    }.`,
    `Presses that missions needed: ${interventions}.`,
    `Suggested marks: ${made}; ${kept} kept, ${moved} moved, ${undone} undone, ${open} open.`,
  ];
}
