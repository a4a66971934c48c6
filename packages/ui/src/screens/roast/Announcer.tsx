import type { RoastDto } from '@artisan-ts/contracts';
import { markLabels } from '@artisan-ts/domain';
import { timeText } from '#display/format.ts';
import styles from './Announcer.module.css';

/** Says to those who cannot see it which mark came last. */
export function Announcer(props: { readonly roast: RoastDto | null }) {
  const mark = props.roast?.marks
    .filter(({ kind }) => kind !== 'turningPoint')
    .toSorted((a, b) => (a.history.at(-1)?.wallMs ?? 0) - (b.history.at(-1)?.wallMs ?? 0))
    .at(-1);
  return (
    <p className={styles['heard']} aria-live="polite">
      {mark
        ? `${markLabels[mark.kind]} ${mark.state === 'suggested' ? 'suggested' : 'marked'} at ${timeText(mark.timeS)}`
        : ''}
    </p>
  );
}
