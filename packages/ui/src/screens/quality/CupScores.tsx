import { formLabels } from '@artisan-ts/domain';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cuppingsOfRoast } from '#api/quality.ts';
import { dateText } from '#display/format.ts';
import { actionClass } from '#parts/Action.tsx';
import { Radar } from '#screens/cupping/Radar.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** What revealed cuppings say of a roast, the last first. */
export function CupScores({ roastId }: { readonly roastId: string }) {
  const { data } = useQuery({
    queryKey: ['cuppings', 'of', roastId],
    queryFn: () => cuppingsOfRoast(roastId),
  });
  return (
    <section className={cx('group')} aria-label="In the cup">
      <div className={cx('head')}>
        <h2 className={cx('title')}>In the cup</h2>
        <Link to="/cuppings" search={{ roast: roastId }} className={actionClass('secondary')}>
          Cup it
        </Link>
      </div>
      {data?.items.length === 0 ? (
        <p className={cx('quiet')}>Not cupped yet, or the cups are still blind.</p>
      ) : null}
      {data?.items.map(({ cuppingId, title, form, createdWallMs, round, result }) => (
        <article key={`${cuppingId} ${round}`} className={cx('cup')} aria-label={title}>
          <div>
            <p className={cx('score')}>{result.total?.mean.toFixed(2) ?? '\u2013'}</p>
            <Link to="/cuppings/$cuppingId" params={{ cuppingId }}>
              {title}
            </Link>
            <p className={cx('quiet')}>
              {formLabels[form]} {'\u00b7'} {dateText(createdWallMs)}
            </p>
            <p className={cx('quiet')}>
              {result.words.map(({ word }) => word).join(', ')}
              {result.notes.map(({ text }) => ` \u201c${text}\u201d`).join('')}
            </p>
          </div>
          <Radar form={form} attributes={result.attributes} label={`Scores in ${title}`} />
        </article>
      ))}
    </section>
  );
}
