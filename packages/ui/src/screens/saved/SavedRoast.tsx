import type { CurveDto, RoastDto } from '@artisan-ts/contracts';
import { chartScene, leadInS, nearestIndex, savedColumns } from '@artisan-ts/roast';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { reportUrl } from '#api/reports.ts';
import { exportUrl, readArrivals } from '#api/roasts.ts';
import { ChartView } from '#chart/ChartView.tsx';
import type { ChartContent } from '#chart/roast-chart.ts';
import { actionClass } from '#parts/Action.tsx';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { notesOnChart } from '#roasting/notes-on-chart.ts';
import { useBackground } from '#roasting/use-background.ts';
import { useWhatIf } from '#roasting/use-what-if.ts';
import { BackgroundPanel } from '#screens/roast/BackgroundPanel.tsx';
import { WhatIfPanel } from '#screens/roast/WhatIfPanel.tsx';
import { CursorReadout } from '#screens/saved/CursorReadout.tsx';
import { DeleteRoast } from '#screens/saved/DeleteRoast.tsx';
import { PlaybackBar } from '#screens/saved/PlaybackBar.tsx';
import { ReportLinks } from '#screens/saved/ReportLinks.tsx';
import { Review } from '#screens/saved/Review.tsx';
import { RoastFacts } from '#screens/saved/RoastFacts.tsx';
import { StationReport } from '#screens/saved/StationReport.tsx';
import { TitleField } from '#screens/saved/TitleField.tsx';
import { usePlayback } from '#screens/saved/use-playback.ts';
import { useSavedKeys } from '#screens/saved/use-saved-keys.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './SavedRoast.module.css';

const cx = classNames(styles);

/** A saved roast: its chart with a cursor that can be moved and played, and everything known about it. */
export function SavedRoast(props: { readonly roast: RoastDto; readonly curve: CurveDto }) {
  const { roast, curve } = props;
  const { unit, showEtRate } = usePreferences();
  const { background, isShown } = useBackground();
  const { prediction } = useWhatIf(roast);
  useSavedKeys();
  const columns = useMemo(() => savedColumns(curve, roast.intervalS), [curve, roast.intervalS]);
  const drawn = useMemo(
    () => (curve.smoothed ? savedColumns(drawnCurve(curve), roast.intervalS) : columns),
    [curve, columns, roast.intervalS],
  );
  const endS = columns.timeS.at(-1) ?? 0;
  const playback = usePlayback({
    fromS: Math.max(columns.timeS[0] ?? 0, -leadInS),
    toS: endS,
    startS: startOf(roast, endS),
  });
  // Nothing waits for it: most roasts have nothing that came late.
  const { data: arrivals } = useQuery({
    queryKey: ['arrivals', roast.id, roast.revision],
    queryFn: () => readArrivals(roast.id),
  });
  const reference = isShown && background?.roast.id !== roast.id ? background : null;
  const scene = useMemo(
    () =>
      chartScene({
        unit,
        columns: drawn,
        intervalS: roast.intervalS,
        charged: roast.marks.some((mark) => mark.kind === 'charge'),
        nowS: endS,
        changes: changesOf(roast),
        marks: roast.marks,
        notes: notesOnChart(roast),
        late: arrivals?.lateStretches ?? [],
        levers: roast.levers,
        leverChanges: roast.leverChanges,
        background: reference?.scene ?? null,
        prediction,
      }),
    [unit, drawn, roast, endS, reference, arrivals, prediction],
  );
  const index = nearestIndex(columns.timeS, playback.atS);
  const content = (): ChartContent => ({
    scene,
    columns: drawn,
    index,
    showEtRate,
    stale: false,
    veilAfter: playback.isPlaying,
  });
  return (
    <div className={cx('screen')}>
      <ScreenBar
        name={roast.title || 'Untitled roast'}
        parent={<Link to="/roasts">Saved roasts</Link>}
        heading={<TitleField roast={roast} />}
      >
        <WhatIfPanel roast={roast} atS={() => Math.floor(playback.atS)} />
        <BackgroundPanel />
        <a
          className={actionClass('secondary')}
          href={reportUrl(
            { of: 'roast', id: roast.id, referenceId: reference?.roast.id ?? null },
            { format: 'html', unit },
          )}
          target="_blank"
          rel="noreferrer"
        >
          Report
        </a>
        <a className={actionClass('secondary')} href={exportUrl(roast.id)} download>
          Export .alog
        </a>
      </ScreenBar>
      <main className={cx('main')}>
        <div className={cx('chart')}>
          <ChartView
            label="Bean and environment temperature and their rates of rise over roast time"
            content={content}
            onPoint={playback.isPlaying ? noPoint : playback.seek}
          />
        </div>
        <PlaybackBar playback={playback} />
      </main>
      <aside className={cx('side')} aria-label="Roast facts">
        <CursorReadout columns={columns} index={index} reference={reference} unit={unit} />
        <RoastFacts roast={roast}>
          <Review roast={roast} referenceId={reference?.roast.id ?? null} />
        </RoastFacts>
        <StationReport roast={roast} />
        <ReportLinks roast={roast} referenceId={reference?.roast.id ?? null} />
        <DeleteRoast roast={roast} />
      </aside>
    </div>
  );
}

/** The curve as it is drawn: with the same times, so that a row is the same row. */
function drawnCurve(curve: CurveDto): CurveDto {
  const { btC = [], etC = [] } = curve.smoothed ?? {};
  return { ...curve, channels: { ...curve.channels, btC, etC } };
}

/** While it plays, the playhead belongs to the playback. */
function noPoint(): void {}

function startOf(roast: RoastDto, endS: number): number {
  return roast.marks.find((mark) => mark.kind === 'drop')?.timeS ?? endS;
}

/** Phases as the station told them: it knows whether dry end was marked or taken from the temperature. */
function changesOf({ marks, phases }: RoastDto) {
  const at = (kind: string) => marks.find((mark) => mark.kind === kind)?.timeS ?? null;
  return {
    dryEndS: at('dryEnd') ?? (phases && phases.dryS > 0 ? phases.dryS : null),
    fcStartS: at('fcStart'),
    dropS: at('drop'),
  };
}
