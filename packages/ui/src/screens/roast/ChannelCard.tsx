import { rateOfRiseMethods } from '@artisan-ts/roast';
import { ageText, signedText, temperatureText, unitText } from '#display/format.ts';
import { missingWords } from '#display/words.ts';
import { usePreferences } from '#preferences/preferences.ts';
import type { Readouts } from '#roasting/readouts.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Card.module.css';

const cx = classNames(styles);
const { windowS, lagS } = rateOfRiseMethods.ls30;
const names = { bt: 'BT', et: 'ET' } as const;

/** A temperature with its rate of rise. Greyed when it is no longer live or cannot be right, and says why. */
export function ChannelCard(props: {
  readonly channel: 'bt' | 'et';
  readonly readouts: Readouts;
  /** To the reference at this moment; null when there is none. */
  readonly differenceK: number | null;
}) {
  const { channel, readouts, differenceK } = props;
  const unit = usePreferences((preferences) => preferences.unit);
  const { valueC, rateCPerMin, isRateMeant, missing } = readouts[channel];
  // How old the newest reading is says more than what was wrong with it.
  const trouble = readouts.stale || missing ? null : readouts[channel].trouble;
  const stale = (readouts.stale || trouble !== null) && 'stale';
  return (
    <section className={cx('card', 'channel', channel)} aria-label={names[channel]}>
      <span className={cx('bar')} aria-hidden="true" />
      <div className={cx('head')}>
        <span className={cx('name', stale)}>{names[channel]}</span>
        {trouble === null ? (
          <span title={`Least squares over ${windowS} s, runs ${lagS} s behind`}>
            {unitText(unit)}/min · {windowS} s
          </span>
        ) : null}
      </div>
      <div className={cx('row')}>
        <span className={cx('value', stale)}>{temperatureText(unit, valueC)}</span>
        {trouble === null ? (
          <span className={cx('side')}>
            <div className={cx('rate', stale, !isRateMeant && 'meaningless')}>
              {signedText(unit, isRateMeant ? rateCPerMin : null)}
            </div>
            {channel === 'bt' ? (
              <Below readouts={readouts} missing={missing} text={toReference()} />
            ) : null}
          </span>
        ) : (
          // In the place of a rate that would mean nothing: it has room for a sentence.
          <p className={cx('trouble')}>{trouble}</p>
        )}
      </div>
      {channel === 'et' && missing ? <Below readouts={readouts} missing={missing} text="" /> : null}
    </section>
  );

  function toReference(): string {
    return differenceK === null ? '' : `${signedText(unit, differenceK)} to reference`;
  }
}

function Below(props: {
  readonly readouts: Readouts;
  readonly missing: keyof typeof missingWords | null;
  readonly text: string;
}) {
  const { readouts, missing, text } = props;
  if (missing) {
    return <div className={cx('below', 'warn')}>Missing: {missingWords[missing]}</div>;
  }
  if (readouts.stale) {
    const words =
      readouts.ageS === null ? 'no reading yet' : `last reading ${ageText(readouts.ageS)} ago`;
    return <div className={cx('below', 'warn')}>{words}</div>;
  }
  return <div className={cx('below')}>{text}</div>;
}
