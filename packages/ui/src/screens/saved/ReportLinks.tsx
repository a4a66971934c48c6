import type { RoastDto } from '@artisan-ts/contracts';
import { localDay } from '@artisan-ts/roast';
import { type ReportSubject, reportUrl } from '#api/reports.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './ReportLinks.module.css';

const cx = classNames(styles);

/** The ways to the reports of this roast, of its day and of its coffee: to read, or to keep. */
export function ReportLinks(props: {
  readonly roast: RoastDto;
  readonly referenceId: string | null;
}) {
  const { roast, referenceId } = props;
  const beans = roast.beans.split('\n')[0]?.trim() ?? '';
  const coffee = beans === '' ? roast.title : beans;
  const isTied = roast.coffeeId !== null;
  return (
    <section className={cx('reports')} aria-label="Reports">
      <h2>Reports</h2>
      <ul>
        <Line name="This roast" subject={{ of: 'roast', id: roast.id, referenceId }} />
        {roast.startedWallMs === null ? null : (
          <Line
            name="Its day"
            subject={{ of: 'day', day: localDay(roast.startedWallMs, offsetS(roast)) }}
          />
        )}
        {coffee === '' && !isTied ? null : (
          <Line
            name={isTied ? 'All of its coffee' : `All of ${coffee}`}
            subject={{ of: 'coffee', coffee: roast.coffeeId ?? coffee }}
          />
        )}
      </ul>
    </section>
  );
}

const secondsPerMinute = 60;

function offsetS({ utcOffsetS, startedWallMs }: RoastDto): number {
  return utcOffsetS ?? -new Date(startedWallMs ?? 0).getTimezoneOffset() * secondsPerMinute;
}

function Line(props: { readonly name: string; readonly subject: ReportSubject }) {
  const unit = usePreferences((preferences) => preferences.unit);
  const { name, subject } = props;
  return (
    <li>
      <a href={reportUrl(subject, { format: 'html', unit })} target="_blank" rel="noreferrer">
        {name}
      </a>
      <a
        className={cx('pdf')}
        href={reportUrl(subject, { format: 'pdf', unit })}
        target="_blank"
        rel="noreferrer"
        aria-label={`${name}, PDF`}
      >
        PDF
      </a>
    </li>
  );
}
