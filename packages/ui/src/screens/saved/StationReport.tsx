import type { RoastDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listMissions } from '#api/missions.ts';
import { dateText } from '#display/format.ts';
import { stateWords } from '#display/mission-words.ts';
import { Dot } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './ReportLinks.module.css';

const cx = classNames(styles);
const lookEveryMs = 5_000;

/** How the report that the station makes by itself stands, and the way to it. Nothing for a roast that has none. */
export function StationReport({ roast }: { readonly roast: RoastDto }) {
  const { data } = useQuery({
    queryKey: ['missions', 'of roast', roast.id, roast.revision],
    queryFn: () => listMissions({ roast: roast.id, goal: 'roast-report', limit: 1 }),
    refetchInterval: lookEveryMs,
    enabled: roast.closeReason !== null,
  });
  const mission = data?.items[0];
  if (mission === undefined) return null;
  const { words, tone } = stateWords[mission.state];
  return (
    <section className={cx('reports')} aria-label="Report of the station">
      <h2>Report of the station</h2>
      <ul>
        <li>
          <Link to="/inbox" search={{ mission: mission.id }}>
            {mission.state === 'DONE'
              ? `Made ${dateText(mission.updatedAtMs)}`
              : 'Look in the inbox'}
          </Link>
          <Dot tone={tone}>{words}</Dot>
        </li>
      </ul>
      {mission.reasons.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
    </section>
  );
}
