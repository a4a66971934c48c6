import type { MissionDto } from '@artisan-ts/contracts';
import { dateText } from '#display/format.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Trace.module.css';

const cx = classNames(styles);

type Span = MissionDto['trace'][number];

/**
 * How the time of a mission was spent: each attempt with its steps, drawn to scale; or what stands for it when it is long ago.
 * Nothing when nothing was kept.
 */
export function Trace({ mission }: { readonly mission: MissionDto }) {
  const { trace, traceDigest, ranWith } = mission;
  const attempts = trace.filter(({ parentId }) => parentId === null);
  if (traceDigest !== null) return <OldTrace digest={traceDigest} />;
  if (attempts.length === 0) return null;
  return (
    <details className={cx('trace')}>
      <summary>How long it took, step by step</summary>
      {ranWith ? (
        <p className={cx('versions')}>
          By {ranWith.agent}, under {ranWith.policy}, with {ranWith.tools.join(', ')}.
        </p>
      ) : null}
      {attempts.map((attempt) => (
        <Attempt key={attempt.spanId} attempt={attempt} trace={trace} />
      ))}
    </details>
  );
}

function OldTrace({ digest }: { readonly digest: NonNullable<MissionDto['traceDigest']> }) {
  const { spans, atMs } = digest;
  return (
    <details className={cx('trace')}>
      <summary>How long it took, step by step</summary>
      <p className={cx('versions')}>
        Its {spans} times were kept for 90 days. Since {dateText(atMs)} a digest stands for them,
        which the audit log repeats; the steps above are kept.
      </p>
      <p className={cx('digest')}>{digest.digest}</p>
    </details>
  );
}

function Attempt({ attempt, trace }: { readonly attempt: Span; readonly trace: readonly Span[] }) {
  const rows = inOrder(attempt, trace, 0);
  return (
    <ol aria-label={attempt.words}>
      {rows.map(({ span, depth }) => (
        <li key={span.spanId} className={cx(span.isError && 'error')}>
          <span className={cx('name')} style={{ paddingInlineStart: `${depth}em` }}>
            {span.words}
            {span.isError ? ' (went wrong)' : ''}
          </span>
          <span className={cx('lane')} aria-hidden="true">
            <span style={placeOf(span, attempt)} />
          </span>
          <span className={cx('took')}>{tookText(span.durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}

/** A span and all that was part of it, in the order in which they began. */
function inOrder(
  span: Span,
  trace: readonly Span[],
  depth: number,
): readonly { readonly span: Span; readonly depth: number }[] {
  const parts = trace
    .filter(({ parentId, epoch }) => parentId === span.spanId && epoch === span.epoch)
    .toSorted((a, b) => a.startMs - b.startMs || (a.spanId < b.spanId ? -1 : 1));
  return [{ span, depth }, ...parts.flatMap((part) => inOrder(part, trace, depth + 1))];
}

/** Where a span lies within its attempt; what is too short to be seen is a line. */
function placeOf({ startMs, durationMs }: Span, attempt: Span) {
  const wholeMs = Math.max(attempt.durationMs, 1);
  const left = Math.min(100, Math.max(0, (100 * (startMs - attempt.startMs)) / wholeMs));
  const width = Math.min(100 - left, (100 * durationMs) / wholeMs);
  return { insetInlineStart: `${left}%`, inlineSize: `max(2px, ${width}%)` };
}

function tookText(ms: number): string {
  if (ms < 1) return '< 1 ms';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
