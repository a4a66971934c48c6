import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { readRoast } from '#api/roasts.ts';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { CoffeeOfRoast } from '#screens/quality/CoffeeOfRoast.tsx';
import { Corrections } from '#screens/quality/Corrections.tsx';
import { CupScores } from '#screens/quality/CupScores.tsx';
import { Photos } from '#screens/quality/Photos.tsx';
import { QualityForm } from '#screens/quality/QualityForm.tsx';
import { TimedNotes } from '#screens/quality/TimedNotes.tsx';
import { useQuality } from '#screens/quality/use-quality.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** What is measured, seen and tasted of one roast, and who said so. */
export function QualityScreen() {
  const { roastId = '' } = useParams({ strict: false });
  const roast = useQuery({ queryKey: ['roast', roastId], queryFn: () => readRoast(roastId) });
  const desk = useQuality(roastId);
  const error = roast.error ?? desk.error;
  return (
    <ScreenPage
      title={roast.data ? `Quality of ${roast.data.title || 'untitled roast'}` : 'Quality'}
      parent={
        <Link to="/roasts/$roastId" params={{ roastId }}>
          Curve and marks
        </Link>
      }
    >
      <div className={cx('column')}>
        {error ? (
          <p role="alert" className={cx('problem')}>
            {error.message}
          </p>
        ) : null}
        <QualityForm desk={desk} />
      </div>
      <div className={cx('column')}>
        {roast.data ? <CoffeeOfRoast roast={roast.data} /> : null}
        <CupScores roastId={roastId} />
        <Photos desk={desk} />
        {roast.data ? <TimedNotes roast={roast.data} /> : null}
        <Corrections desk={desk} />
      </div>
    </ScreenPage>
  );
}
