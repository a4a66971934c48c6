import { curveOf, isId, type RoastRecord } from '@artisan-ts/domain';
import { judgeCurves } from '@artisan-ts/roast';
import type { Tool, ToolAnswer } from '#agents/mind.ts';
import { given, refused, textIn } from '#agents/tool-output.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';
import type { RoastReader } from '#roasts/roast-reader.ts';
import type { RoastWork } from '#roasts/roast-work.ts';
import { roastSummary } from '#views/roast-summary.ts';

interface Station {
  readonly reader: Pick<RoastReader, 'stored' | 'record'>;
  readonly work: Pick<RoastWork, 'analysis'>;
}

/** The tools that read one roast. */
export function roastTools({ reader, work }: Station): readonly Tool[] {
  const tool = (
    id: string,
    words: string,
    read: (roast: StoredRoast) => Promise<ToolAnswer>,
  ): Tool => ({
    definition: {
      kind: 'tool',
      id,
      version: 1,
      effect: 'READ',
      words,
      takes: 'the id of a roast',
    },
    run: async (args) => {
      const id = textIn(args, 'roastId');
      if (!isId('roast', id)) return refused('BAD_INPUT', `"${id}" names no roast`);
      const roast = await reader.stored(id);
      if (roast === null) return refused('NOT_FOUND', `the roast ${id} is not there any more`);
      return read(roast);
    },
  });
  return [
    tool('roast.read', 'Reads how a roast stands.', async ({ header }) =>
      given({
        roastId: header.id,
        revision: header.revision,
        title: header.title,
        isClosed: header.closeReason !== null,
      }),
    ),
    tool('roast.analyse', 'Analyses a roast.', async (roast) =>
      given(
        await work.analysis(await reader.record(roast), { ror: 'ls30', alignAt: 'charge' }, null),
      ),
    ),
    tool('roast.outcome', 'Reads how a roast came out.', async (roast) => {
      const { marks, dtrPct } = roastSummary(await reader.record(roast));
      return given({
        title: roast.header.title,
        dropS: marks.drop?.timeS ?? null,
        fcS: marks.fcStart?.timeS ?? null,
        developmentPct: dtrPct,
      });
    }),
    tool('roast.signals', 'Counts the readings of a roast that cannot be right.', async (roast) =>
      given({
        title: roast.header.title,
        isClosed: roast.header.closeReason !== null,
        channels: signalShares(await reader.record(roast)),
      }),
    ),
  ];
}

/** Of one curve of a roast, how much of it cannot be right. */
export interface SignalShare {
  readonly channel: string;
  readonly label: string;
  readonly readings: number;
  readonly doubtful: number;
}

/** Each measured temperature of a roast from charge to drop, or to its ends, with the readings that cannot be right. */
export function signalShares(record: RoastRecord): readonly SignalShare[] {
  const fromS = record.marks.charge?.timeS ?? Number.NEGATIVE_INFINITY;
  const toS = record.marks.drop?.timeS ?? Number.POSITIVE_INFINITY;
  const judged = judgeCurves(record.curves, record.intervalS);
  return record.curves.flatMap(({ channel, timeS, values }, index) => {
    if (channel.quantity !== 'temperature') return [];
    const own = timeS.flatMap((atS, row) =>
      atS >= fromS && atS <= toS && (values[row] ?? null) !== null ? [row] : [],
    );
    const doubtful = own.filter((row) => (judged[index]?.defects[row] ?? null) !== null);
    const { id, label } = channel;
    return [{ channel: id, label, readings: own.length, doubtful: doubtful.length }];
  });
}

/** Of the bean probe, or of the other where there is none: the share of readings that cannot be right, 0 to 1. */
export function doubtfulShare(record: RoastRecord): number {
  const lead = curveOf(record, 'bt') === null ? 'et' : 'bt';
  const share = signalShares(record).find(({ channel }) => channel === lead);
  return share === undefined || share.readings === 0 ? 0 : share.doubtful / share.readings;
}
