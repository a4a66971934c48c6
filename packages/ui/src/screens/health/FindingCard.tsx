import type { FindingDto, Severity } from '@artisan-ts/contracts';
import { dateText } from '#display/format.ts';
import type { Tone } from '#parts/Dot.tsx';
import { StateCard } from '#parts/StateCard.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './HealthScreen.module.css';

const cx = classNames(styles);

const shown: Readonly<Record<Severity, { readonly tone: Tone; readonly words: string }>> = {
  alarm: { tone: 'limit', words: 'Alarm' },
  warning: { tone: 'unsure', words: 'Look soon' },
  note: { tone: 'quiet', words: 'Good to know' },
};

/** One thing that is wrong: about what, how grave, and what to do. */
export function FindingCard(props: { readonly finding: FindingDto }) {
  const { severity, about, message, sinceWallMs } = props.finding;
  const { tone, words } = shown[severity];
  return (
    <StateCard name={about} heading="h3" tone={tone} state={words}>
      <p className={cx('message')}>{message}</p>
      {sinceWallMs === null ? null : <p className={cx('words')}>Since {dateText(sinceWallMs)}</p>}
    </StateCard>
  );
}
