import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { readPouring } from '#api/cuppings.ts';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CuppingScreen.module.css';

const cx = classNames(styles);

/** For who pours: what goes into which cup. Who tastes must not see it. */
export function PouringScreen() {
  const { cuppingId = '' } = useParams({ strict: false });
  const { data, error } = useQuery({
    queryKey: ['cuppings', cuppingId, 'pouring'],
    queryFn: () => readPouring(cuppingId),
  });
  return (
    <ScreenPage
      title="What goes where"
      parent={
        <Link to="/cuppings/$cuppingId" params={{ cuppingId }}>
          Back, nothing of it in sight
        </Link>
      }
    >
      <div className={cx('column')}>
        {error ? (
          <p role="alert" className={cx('problem')}>
            {error.message}
          </p>
        ) : null}
        {data?.groups.map(({ taster, cups }, index) => (
          <section
            key={cups.map(({ code }) => code).join(' ')}
            className={cx('group')}
            aria-label={taster === null ? 'Cups' : `Triangle ${index + 1}`}
          >
            {taster === null ? null : (
              <h2 className={cx('title')}>
                {taster}, triangle {index + 1}
              </h2>
            )}
            <table className={cx('pouring')}>
              <tbody>
                {cups.map(({ code, name }) => (
                  <tr key={code}>
                    <th scope="row">{code}</th>
                    <td>{name}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </div>
      <p className={cx('quiet')}>
        Write the codes on the cups and pour by this sheet. Whoever has seen it is no longer blind.
      </p>
    </ScreenPage>
  );
}
