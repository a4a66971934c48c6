import { limitsAtMost } from '@artisan-ts/kernel';
import type { Mind } from '#agents/mind.ts';
import { outputOf } from '#agents/tool-output.ts';

const read = 'roast.read@1';
const analyse = 'roast.analyse@1';

/** Reports on a roast: its analysis as the API shows it, with its sentences. */
export const roastReporter: Mind = {
  definition: {
    kind: 'agent',
    id: 'roast-reporter',
    version: 1,
    words: 'Reports on every roast that is closed, in numbers and sentences.',
    goal: 'roast-report',
    behaviour: 'write-report',
    tools: [read, analyse],
    limits: { ...limitsAtMost, iterations: 1, toolCalls: 4, tokens: 2_000 },
  },
  scan: ({ mission }) => [{ tool: read, args: { roastId: mission.subjectId } }],
  think: (_, [seen]) => {
    const roast = outputOf<{ isClosed: boolean; roastId: string }>(seen);
    if (roast === null) return { words: 'The roast cannot be read.', calls: [] };
    if (!roast.isClosed) return { words: 'The roast was opened again.', calls: [] };
    const { roastId } = roast;
    return { words: 'It is to be analysed.', calls: [{ tool: analyse, args: { roastId } }] };
  },
  observe: ({ mission }, [seen], [done]) => {
    if (seen === undefined || !seen.ok) {
      const { reason = 'NOT_FOUND', message = 'the roast was not read' } = seen ?? {};
      return { kind: 'fail', code: reason, words: message };
    }
    if (done === undefined) {
      return {
        kind: 'fail',
        code: 'ILLEGAL_TRANSITION',
        words: 'the roast was opened again; its report is made when it is closed',
      };
    }
    if (!done.ok) return { kind: 'fail', code: done.reason, words: done.message };
    const analysis = done.output as { revision: number; summary: string[] };
    const { revision, summary } = analysis;
    return {
      kind: 'finish',
      words: 'The report was written.',
      result: { roastId: mission.subjectId, revision, sentences: summary, analysis },
    };
  },
};
