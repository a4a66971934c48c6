import type { RoastDto } from '@artisan-ts/contracts';
import { markLabels } from '@artisan-ts/domain';
import type { ReactNode } from 'react';
import { dateText, temperatureText, timeText } from '#display/format.ts';
import { closeWords, originWords } from '#display/words.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { QualitySummary } from '#screens/quality/QualitySummary.tsx';
import { PhaseBar } from '#screens/saved/PhaseBar.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RoastFacts.module.css';

const cx = classNames(styles);

/** What is known about a roast: phases, what is given to stand below them, marks, weights, notes, and where it came from. */
export function RoastFacts(props: { readonly roast: RoastDto; readonly children: ReactNode }) {
  const { roast, children } = props;
  const unit = usePreferences((preferences) => preferences.unit);
  return (
    <>
      <PhaseBar roast={roast} />
      {children}
      <section className={cx('part')} aria-label="Marks">
        <h2>Marks</h2>
        <table className={cx('marks')}>
          <tbody>
            {roast.marks.map((mark) => (
              <tr key={mark.kind}>
                <th scope="row">
                  {markLabels[mark.kind]}
                  {mark.state === 'suggested' && mark.kind !== 'turningPoint' ? (
                    <span className={cx('unsure')}> suggested</span>
                  ) : null}
                  {original(mark)}
                </th>
                <td>{timeText(mark.timeS)}</td>
                <td>{temperatureText(unit, mark.btC)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <QualitySummary roast={roast} />
      <section className={cx('part')} aria-label="Notes">
        <h2>Notes</h2>
        {roast.notes.length === 0 && roast.roastingNotes === '' ? (
          <p className={cx('quiet')}>None.</p>
        ) : null}
        {roast.notes.map((note) => (
          <p key={note.id ?? `${note.timeS} ${note.text}`}>
            <span className={cx('quiet')}>{timeText(note.timeS)}</span> {note.text}
          </p>
        ))}
        {roast.roastingNotes ? <p className={cx('long')}>{roast.roastingNotes}</p> : null}
      </section>
      <p className={cx('quiet')}>{originText(roast)}</p>
    </>
  );
}

/** A correction stands beside what it corrects. */
function original({ source, history }: RoastDto['marks'][number]) {
  const before = history.findLast((entry) => entry.source !== 'qc' && entry.timeS !== null);
  if (source !== 'qc' || before === undefined) return null;
  return <span className={cx('quiet')}> corrected, was {timeText(before.timeS)}</span>;
}

function originText(roast: RoastDto): string {
  const parts = [
    roast.profile,
    roast.person === '' ? '' : `roasted by ${roast.person}`,
    roast.machineName,
    originWords[roast.origin],
    dateText(roast.startedWallMs),
    roast.closeReason === null ? 'going on' : closeWords[roast.closeReason],
  ];
  return parts.filter((part) => part !== '').join(' \u00b7 ');
}
