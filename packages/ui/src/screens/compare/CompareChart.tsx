import { type Alignment, markLabels } from '@artisan-ts/domain';
import {
  type ComparisonScene,
  type LaidRoast,
  momentWords,
  pathThrough,
  type Sheet,
  sheetOf,
  ticksThatFit,
} from '@artisan-ts/roast';
import { memo, useMemo, useRef } from 'react';
import { useSize } from '#screens/compare/use-size.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CompareChart.module.css';

const cx = classNames(styles);

/** Which lines are drawn. */
export interface ShownLines {
  readonly bt: boolean;
  readonly et: boolean;
  readonly rate: boolean;
}

const space = { left: 46, right: 52, top: 24, bottom: 30 };
/** Names on the time axis stand at least so far apart, pixels. */
const tickPx = 46;
/** Marks that tell batches apart, on the line of the roast that is looked at. */
const namedMarks = ['charge', 'turningPoint', 'dryEnd', 'fcStart', 'drop'];
/** Roasts this near to the pointer are meant, pixels. */
const nearPx = 24;

/**
 * Any number of roasts over each other. All are muted; the reference is dark and dotted, and the one that is looked at is drawn
 * over all others with its marks.
 */
export function CompareChart(props: {
  readonly scene: ComparisonScene;
  readonly shown: ShownLines;
  readonly referenceId: string;
  readonly focused: string | null;
  readonly align: Alignment;
  readonly onFocus: (id: string | null) => void;
  readonly onPin: (id: string | null) => void;
}) {
  const { scene, shown, referenceId, focused, align } = props;
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(host);
  const sheet = useMemo(
    () =>
      sheetOf(scene, {
        x: space.left,
        y: space.top,
        width: Math.max(1, width - space.left - space.right),
        height: Math.max(1, height - space.top - space.bottom),
      }),
    [scene, width, height],
  );
  const looked = scene.roasts.find(({ id }) => id === focused);
  const near = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearest(scene, sheet, event.clientX - box.left, event.clientY - box.top);
  };
  return (
    <div className={cx('chart')} ref={host}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${scene.roasts.length} roasts laid on each other at ${momentWords[align]}`}
        onPointerMove={(event) => props.onFocus(near(event))}
        onPointerLeave={() => props.onFocus(null)}
        onPointerUp={(event) => props.onPin(near(event))}
      >
        <Ground scene={scene} sheet={sheet} align={align} />
        <g className={cx(looked !== undefined && 'others')}>
          {scene.roasts.map((roast) => (
            <Lines
              key={roast.id}
              roast={roast}
              sheet={sheet}
              shown={shown}
              look={roast.id === referenceId ? 'reference' : 'muted'}
            />
          ))}
        </g>
        {looked ? <Lines roast={looked} sheet={sheet} shown={shown} look="looked" /> : null}
        {looked && shown.bt ? <Marks roast={looked} sheet={sheet} /> : null}
      </svg>
    </div>
  );
}

const Ground = memo(function Ground(props: {
  readonly scene: ComparisonScene;
  readonly sheet: Sheet;
  readonly align: Alignment;
}) {
  const { scene, sheet, align } = props;
  const { plot, x, y, yRate } = sheet;
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  return (
    <g className={cx('ground')}>
      {scene.temperature.ticks.map(({ at, label }) => (
        <g key={at}>
          <line x1={plot.x} x2={right} y1={y(at)} y2={y(at)} />
          <text x={plot.x - 9} y={y(at) + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {scene.rate.ticks.map(({ at, label }) => (
        <text key={at} x={right + 8} y={yRate(at) + 4}>
          {label}
        </text>
      ))}
      {ticksThatFit(scene.time.ticks, x, tickPx).map(({ at, label }) => (
        <text key={at} x={x(at)} y={bottom + 20} textAnchor="middle">
          {label}
        </text>
      ))}
      <line className={cx('zero')} x1={x(0)} x2={x(0)} y1={plot.y} y2={bottom} />
      <text className={cx('zeroName')} x={x(0) + 6} y={plot.y + 10}>
        {markLabels[align]}
      </text>
      <text x={plot.x - 9} y={plot.y - 9} textAnchor="end">
        {`\u00b0${scene.unit}`}
      </text>
      <text
        x={right + space.right}
        y={yRate(scene.rate.ticks.at(-1)?.at ?? 0) - 14}
        textAnchor="end"
      >
        {`\u00b0${scene.unit}/min`}
      </text>
    </g>
  );
});

/** Drawn once, however the focus moves. */
const Lines = memo(function Lines(props: {
  readonly roast: LaidRoast;
  readonly sheet: Sheet;
  readonly shown: ShownLines;
  readonly look: 'muted' | 'reference' | 'looked';
}) {
  const { roast, sheet, shown, look } = props;
  const { timeS, btC, etC, btCPerMin } = roast.columns;
  const path = (values: readonly (number | null)[], y: (value: number) => number) =>
    pathThrough(
      timeS.map((atS, i) => {
        const value = values[i] ?? null;
        return value === null ? null : { x: sheet.x(atS), y: y(value) };
      }),
    );
  return (
    <g className={cx('roast', look)}>
      {shown.et ? <path className={cx('et')} d={path(etC, sheet.y)} /> : null}
      {shown.rate ? <path className={cx('rate')} d={path(btCPerMin, sheet.yRate)} /> : null}
      {shown.bt ? <path className={cx('bt')} d={path(btC, sheet.y)} /> : null}
    </g>
  );
});

function Marks({ roast, sheet }: { readonly roast: LaidRoast; readonly sheet: Sheet }) {
  return (
    <g className={cx('marks')}>
      {roast.marks.map(({ kind, timeS, btC }) =>
        btC === null || !namedMarks.includes(kind) ? null : (
          <circle key={kind} cx={sheet.x(timeS)} cy={sheet.y(btC)} r={4.5} />
        ),
      )}
    </g>
  );
}

/** The roast whose BT passes nearest to a place, when one passes near. */
function nearest(scene: ComparisonScene, sheet: Sheet, px: number, py: number): string | null {
  let best: string | null = null;
  let distance = nearPx;
  for (const { id, columns } of scene.roasts) {
    for (const [i, timeS] of columns.timeS.entries()) {
      const value = columns.btC[i] ?? null;
      const dx = sheet.x(timeS) - px;
      if (value === null || Math.abs(dx) > nearPx) continue;
      const away = Math.hypot(dx, sheet.y(value) - py);
      if (away < distance) {
        distance = away;
        best = id;
      }
    }
  }
  return best;
}
