import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { chartScene } from '@artisan-ts/roast';
import { useCallback, useMemo } from 'react';
import { ChartView } from '#chart/ChartView.tsx';
import type { ChartContent } from '#chart/roast-chart.ts';
import { feedOf } from '#live/live-store.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { leversOnChart } from '#roasting/levers-on-chart.ts';
import { LiveColumns } from '#roasting/live-columns.ts';
import { markOf, zeroUsOf } from '#roasting/moment.ts';
import { notesOnChart } from '#roasting/notes-on-chart.ts';
import type { Background } from '#roasting/use-background.ts';
import { useWhatIf } from '#roasting/use-what-if.ts';

/** Cooling is watched for a while after drop; then a finished chart stands still. */
const afterDropS = 45;

/** The chart of the roast that is going on, of the one just finished, or of the machine as it heats up. */
export function LiveChart(props: {
  readonly machine: MachineDto;
  readonly roast: RoastDto | null;
  readonly background: Background | null;
  readonly isLost: boolean;
}) {
  const { machine, roast, background, isLost } = props;
  const { unit, showEtRate, showBackground, smoothing } = usePreferences();
  const { prediction } = useWhatIf(roast);
  const feed = feedOf(machine.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every roast has columns of its own.
  const columns = useMemo(
    () => new LiveColumns(feed, machine.intervalS, smoothing),
    [feed, machine.intervalS, smoothing, roast?.id],
  );
  const zeroUs = zeroUsOf(roast);
  const drop = markOf(roast, 'drop');
  const isOver = roast !== null && roast.closeReason !== null;
  const untilUs =
    isOver && drop && zeroUs !== null ? zeroUs + (drop.timeS + afterDropS) * 1e6 : null;

  const content = (): ChartContent => {
    const live = columns.read(zeroUs, untilUs);
    const nowS = live.timeS.at(-1) ?? 0;
    return {
      scene: chartScene({
        unit,
        columns: live,
        intervalS: machine.intervalS,
        charged: zeroUs !== null,
        isPreheat: zeroUs === null,
        nowS,
        changes: {
          dryEndS: markOf(roast, 'dryEnd')?.timeS ?? null,
          fcStartS: markOf(roast, 'fcStart')?.timeS ?? null,
          dropS: drop?.timeS ?? null,
        },
        marks: zeroUs === null ? [] : (roast?.marks ?? []),
        late: lateOnChart(feed, zeroUs),
        notes: zeroUs === null ? [] : notesOnChart(roast),
        ...leversOnChart(machine, roast, feed),
        background: showBackground ? (background?.scene ?? null) : null,
        prediction,
      }),
      columns: live,
      index: live.timeS.length - 1,
      showEtRate,
      stale: isLost,
      veilAfter: false,
    };
  };
  const subscribe = useCallback((listener: () => void) => feed.subscribe(listener), [feed]);
  return (
    <ChartView
      label="Bean and environment temperature and their rates of rise over roast time"
      content={content}
      subscribe={subscribe}
    />
  );
}

/** Where readings came late, in seconds from charge; before charge nobody looks back. */
function lateOnChart({ late }: ReturnType<typeof feedOf>, zeroUs: number | null) {
  if (zeroUs === null) return [];
  return late.all.map(({ fromUs, toUs }) => ({
    fromS: (fromUs - zeroUs) / 1e6,
    toS: (toUs - zeroUs) / 1e6,
  }));
}
