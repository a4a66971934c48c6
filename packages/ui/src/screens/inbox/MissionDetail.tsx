import type { MissionDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readMission } from '#api/missions.ts';
import { reportUrl } from '#api/reports.ts';
import { percentText, timeText } from '#display/format.ts';
import { actionClass } from '#parts/Action.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { Timeline } from '#screens/inbox/Timeline.tsx';
import { Trace } from '#screens/inbox/Trace.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './MissionDetail.module.css';

const cx = classNames(styles);

/** The data a mission was judged by, its result in sentences, the ways to the roast, and what happened. */
export function MissionDetail({ mission }: { readonly mission: MissionDto }) {
  const unit = usePreferences((preferences) => preferences.unit);
  const { id, updatedAtMs, subjectId } = mission;
  const { data, error } = useQuery({
    queryKey: ['mission', id, updatedAtMs],
    queryFn: () => readMission(id),
    placeholderData: (known) => known,
  });
  const evidence = data?.evidence ?? [];
  const sentences = evidence.length > 0 ? evidence : sentencesOf(data?.result);
  const remark = remarkIn(data?.result);
  const isRoast = subjectId?.startsWith('roast_') ?? false;
  return (
    <div className={cx('detail')}>
      {sentences.length > 0 ? (
        <section aria-label={evidence.length > 0 ? 'What was found' : 'Report'}>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
      ) : null}
      {remark ? (
        <aside aria-label="Remark of a language model" className={cx('remark')}>
          <p>{remark.text}</p>
          <p className={cx('by')}>
            Said by the language model {remark.by}. Nobody checked it, and nothing follows from it.
          </p>
        </aside>
      ) : null}
      <Signals mission={mission} />
      {isRoast && subjectId !== null ? (
        <div className={cx('ways')}>
          <Link
            to="/roasts/$roastId"
            params={{ roastId: subjectId }}
            className={actionClass('secondary')}
          >
            Look at the roast
          </Link>
          {mission.state === 'DONE' && mission.goal === 'roast-report' ? (
            <a
              className={actionClass('secondary')}
              href={reportUrl(
                { of: 'roast', id: subjectId, referenceId: null },
                { format: 'html', unit },
              )}
              target="_blank"
              rel="noreferrer"
            >
              Report to print
            </a>
          ) : null}
        </div>
      ) : null}
      {error ? (
        <p role="alert" className={cx('problem')}>
          {error.message}
        </p>
      ) : null}
      <Timeline items={data?.history ?? []} />
      {data ? <Trace mission={data} /> : null}
    </div>
  );
}

function Signals({ mission: { signals, state } }: { readonly mission: MissionDto }) {
  if (signals === null || state === 'DONE') return null;
  const number = (name: string) => Number(signals[name] ?? 0);
  const facts = [
    ['Readings', String(number('points'))],
    ['Charge to drop', timeText(number('durationS'))],
    ['With a temperature', percentText(number('temperatureShare') * 100)],
    ['Missing', percentText(number('missingShare') * 100)],
    ['Cannot be right', percentText(number('doubtfulShare') * 100)],
  ] as const;
  return (
    <dl className={cx('signals')} aria-label="What was recorded">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The sentences of a result that has some. */
function sentencesOf(result: unknown): readonly string[] {
  if (typeof result !== 'object' || result === null || !('sentences' in result)) return [];
  const { sentences } = result;
  if (!Array.isArray(sentences)) return [];
  return sentences.filter((sentence): sentence is string => typeof sentence === 'string');
}

/** What a language model said beside a result; null when none did. */
function remarkIn(result: unknown): { readonly by: string; readonly text: string } | null {
  const remark: unknown = Reflect.get(Object(result), 'remark');
  if (typeof remark !== 'object' || remark === null) return null;
  const { by, text } = remark as Record<string, unknown>;
  return typeof by === 'string' && typeof text === 'string' ? { by, text } : null;
}
