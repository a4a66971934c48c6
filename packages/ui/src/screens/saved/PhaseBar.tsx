import type { RoastDto } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';
import { dryEndDefaultC, noPhasesWords } from '@artisan-ts/roast';
import { percentText, temperatureText, timeText, unitText } from '#display/format.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './PhaseBar.module.css';

const cx = classNames(styles);

/** The three phases with their time and share; says why when there are none. */
export function PhaseBar(props: { readonly roast: RoastDto }) {
  const { phases, dtrPct } = props.roast;
  const unit = usePreferences((preferences) => preferences.unit);
  if (!phases || phases.totalS <= 0) {
    const isMarked = (kind: MarkKind) => props.roast.marks.some((mark) => mark.kind === kind);
    return <p className={cx('none')}>{noPhasesWords(isMarked)}</p>;
  }
  const parts = [
    { name: 'Drying', token: 'drying', seconds: phases.dryS },
    { name: 'Maillard', token: 'maillard', seconds: phases.midS },
    { name: 'Development', token: 'development', seconds: phases.finishS },
  ].filter((part) => part.seconds > 0);
  return (
    <section className={cx('phases')} aria-label="Phases">
      <div
        className={cx('bar')}
        style={{ gridTemplateColumns: parts.map((part) => `${part.seconds}fr`).join(' ') }}
        aria-hidden="true"
      >
        {parts.map((part) => (
          <span key={part.name} className={cx(part.token)} />
        ))}
      </div>
      <dl className={cx('list')}>
        {parts.map((part) => (
          <div key={part.name}>
            <dt>{part.name}</dt>
            <dd>{timeText(part.seconds)}</dd>
            <dd className={cx('share')}>{percentText((100 * part.seconds) / phases.totalS)}</dd>
          </div>
        ))}
      </dl>
      <p className={cx('none')}>
        {dtrPct === null ? '' : `DTR ${percentText(dtrPct)}. `}
        {phases.dryEndBy === 'temperature'
          ? `Dry end taken near ${temperatureText(unit, dryEndDefaultC)} ${unitText(unit)}: it was not marked.`
          : ''}
      </p>
    </section>
  );
}
