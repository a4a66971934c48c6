import { limitsAtMost } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import type { Mind, Round, ToolAnswer } from '#agents/mind.ts';
import type { SignalShare } from '#agents/roast-tools.ts';
import { outputOf, textIn } from '#agents/tool-output.ts';
import type { SharedTrouble } from '#live/shared-troubles.ts';

const look = 'signals.look@2';
const count = 'roast.signals@1';

interface Looked {
  readonly machineName: string;
  readonly troubles: readonly SharedTrouble[];
}

/** Watches the probes while a roast goes on: what cannot be right is told to a person, and judged by them. */
export const signalWatcher: Mind = {
  definition: {
    kind: 'agent',
    id: 'data-quality-watcher',
    version: 2,
    words:
      'Watches the probes while a roast goes on, and calls a person when one cannot be believed.',
    goal: 'data-quality',
    behaviour: 'watch',
    tools: [look, count],
    limits: { ...limitsAtMost, iterations: 3, toolCalls: 8, tokens: 2_000 },
  },
  scan: ({ mission }) => [
    { tool: look, args: { machineId: mission.machineId } },
    { tool: count, args: { roastId: mission.subjectId } },
  ],
  think: (round, seen) => ({
    words: trouble(round, seen) === null ? 'It has passed.' : 'It goes on.',
    calls: [],
  }),
  observe: (round, seen) => {
    const message = trouble(round, seen);
    const { params } = round.mission;
    const machine = outputOf<Looked>(seen[0])?.machineName ?? '';
    const counted = shareWords(params, seen[1]);
    if (message !== null && !round.isReleased) {
      return {
        kind: 'hold',
        reasons: ['SIGNALS_DOUBTFUL'],
        words: `${machine}: ${message}`,
        sentences: [`${machine}: ${message}`, ...counted, advice],
        memory: null,
      };
    }
    const first =
      message === null
        ? `${machine}: ${channelsIn(params).join(' and ').toUpperCase()} could not be believed (${textIn(params, 'defect')}). It passed.`
        : `${machine}: ${message} It went on when somebody looked and released this.`;
    return {
      kind: 'finish',
      words: message === null ? 'It has passed.' : 'Somebody has looked.',
      result: { sentences: [first, ...counted] },
    };
  },
};

const advice =
  'Look at the probe and its plug, and roast by the other probe, eye and ear meanwhile. Release this when you have looked.';

/** The channels this is about. A mission that waited through an update names the one of its time. */
function channelsIn(params: CanonicalValue): readonly string[] {
  const channels: unknown = Reflect.get(Object(params), 'channels');
  const named = Array.isArray(channels) ? channels.filter((one) => typeof one === 'string') : [];
  return named.length > 0 ? named : [textIn(params, 'channel')];
}

/** What is still wrong with a channel that this is about; null when nothing is. */
function trouble({ mission }: Round, [seen]: readonly ToolAnswer[]): string | null {
  const channels = channelsIn(mission.params);
  const now = outputOf<Looked>(seen)?.troubles.find((each) =>
    each.channels.some((channel) => channels.includes(channel)),
  );
  return now?.message ?? null;
}

function shareWords(params: CanonicalValue, seen: ToolAnswer | undefined): readonly string[] {
  const channels = channelsIn(params);
  const roast = outputOf<{ channels: readonly SignalShare[]; isClosed: boolean }>(seen);
  const shares = roast?.channels.filter((each) => channels.includes(each.channel)) ?? [];
  const so = roast?.isClosed ? 'of this roast' : 'of this roast so far';
  return shares.flatMap(({ label, doubtful, readings }) => {
    if (readings === 0) return [];
    const pct = Math.round((100 * doubtful) / readings);
    return `${doubtful} of ${readings} readings of ${label} ${so} cannot be right (${pct} %). They are kept, and left out of the rates.`;
  });
}
