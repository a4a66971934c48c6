import type { RoastRowDto } from '@artisan-ts/contracts';
import { Link } from '@tanstack/react-router';
import { dateText, percentText, temperatureText, timeText, unitText } from '#display/format.ts';
import { originWords } from '#display/words.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { Thumbnail } from '#screens/list/Thumbnail.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RoastTable.module.css';

const cx = classNames(styles);

/** The roasts as rows: curve, name, machine, date, and the numbers that tell batches apart. */
export function RoastTable(props: {
  readonly rows: readonly RoastRowDto[];
  /** Ids of the roasts to compare. */
  readonly chosen: readonly string[];
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
}) {
  const unit = usePreferences((preferences) => preferences.unit);
  return (
    <div className={cx('frame')}>
      <table className={cx('table')}>
        <thead>
          <tr>
            <th scope="col">
              <span className={cx('hidden')}>Compare</span>
            </th>
            <th scope="col">
              <span className={cx('hidden')}>Curve</span>
            </th>
            <th scope="col">Roast</th>
            <th scope="col">Machine</th>
            <th scope="col">Date</th>
            <th scope="col" className={cx('number')}>
              First crack
            </th>
            <th scope="col" className={cx('number')}>
              Drop
            </th>
            <th scope="col" className={cx('number')}>
              Drop {unitText(unit)}
            </th>
            <th scope="col" className={cx('number')}>
              DTR
            </th>
            <th scope="col" className={cx('number')}>
              Loss
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              isChosen={props.chosen.includes(row.id)}
              onOpen={props.onOpen}
              onChoose={props.onChoose}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row,
  isChosen,
  onOpen,
  onChoose,
}: {
  readonly row: RoastRowDto;
  readonly isChosen: boolean;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
}) {
  const unit = usePreferences((preferences) => preferences.unit);
  const crack = row.marks.find((mark) => mark.kind === 'fcStart');
  const drop = row.marks.find((mark) => mark.kind === 'drop');
  const isOpen = row.closeReason === null;
  return (
    <tr
      className={cx('row', isChosen && 'chosen')}
      onClick={({ target }) => {
        // The box and the link do their own; Ctrl and the link open a tab.
        if (!(target instanceof Element && target.closest('label, a'))) onOpen(row.id);
      }}
    >
      <td>
        <label className={cx('choose')}>
          <input
            type="checkbox"
            aria-label={`Compare ${row.title || 'untitled roast'}`}
            checked={isChosen}
            onChange={() => onChoose(row.id)}
          />
        </label>
      </td>
      <td>
        <Thumbnail btC={row.thumbnailBtC} />
      </td>
      <th scope="row" className={cx('title')}>
        <Link to="/roasts/$roastId" params={{ roastId: row.id }}>
          {row.title || 'Untitled roast'}
        </Link>
        {isOpen ? <span className={cx('going')}>going on</span> : null}
      </th>
      <td>
        {row.machineName}
        {row.origin === 'measured' ? null : (
          <span className={cx('origin', row.origin === 'imported' && 'quiet')}>
            {originWords[row.origin]}
          </span>
        )}
      </td>
      <td className={cx('quiet')}>{dateText(row.startedWallMs)}</td>
      <td className={cx('number')}>{timeText(crack?.timeS ?? null)}</td>
      <td className={cx('number')}>{timeText(drop?.timeS ?? null)}</td>
      <td className={cx('number')}>{temperatureText(unit, drop?.btC ?? null)}</td>
      <td className={cx('number')}>{percentText(row.dtrPct)}</td>
      <td className={cx('number')}>{percentText(row.weightLossPct)}</td>
    </tr>
  );
}
