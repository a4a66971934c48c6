import type { MissionDto } from '@artisan-ts/contracts';
import { classNames } from '#theme/class-names.ts';
import styles from './MissionDetail.module.css';

const cx = classNames(styles);
const hourMs = 3_600_000;

/** Everything that happened to a mission, each with who did it and how long after it was asked for. */
export function Timeline({ items }: { readonly items: MissionDto['history'] }) {
  const startMs = items[0]?.atMs ?? 0;
  if (items.length === 0) return null;
  return (
    <details className={cx('trace')} open>
      <summary>What happened</summary>
      <ol>
        {items.map(({ atMs, message, by }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the past is only added to.
          <li key={index}>
            <time dateTime={new Date(atMs).toISOString()}>{clockText(atMs)}</time>
            <span>{message}</span>
            <span className={cx('by')}>
              {by}
              {atMs > startMs ? `, ${sinceText(atMs - startMs)} later` : ''}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function clockText(wallMs: number): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(wallMs);
}

function sinceText(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < hourMs) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / hourMs)} h`;
}
