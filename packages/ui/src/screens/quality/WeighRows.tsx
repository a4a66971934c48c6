import type { RoastRowDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeQuality } from '#api/quality.ts';
import { reasonText } from '#api/request.ts';
import { measureText, measureTyped, measureUnit } from '#display/measure-text.ts';
import { Action } from '#parts/Action.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { unweighedRoasts } from '#screens/quality/unweighed.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './WeighRows.module.css';

const cx = classNames(styles);

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** The batches that lie there and wait for the scale: a quiet row each, gone as soon as it is weighed. */
export function WeighRows(props: { readonly rows: readonly RoastRowDto[] }) {
  const waiting = unweighedRoasts(props.rows, Date.now());
  if (waiting.length === 0) return null;
  return (
    <section aria-label="To weigh" className={cx('rows')}>
      {waiting.map((roast) => (
        <WeighRow key={roast.id} roast={roast} />
      ))}
    </section>
  );
}

function WeighRow({ roast }: { readonly roast: RoastRowDto }) {
  const queries = useQueryClient();
  const { unit, weight, personName: who } = usePreferences();
  const units = { unit, weight };
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const unitText = measureUnit('roastedG', units);
  const green = measureText('greenG', roast.greenG, units);
  const keep = async () => {
    const roastedG = measureTyped('roastedG', text.trim(), units);
    if (typeof roastedG === 'string') return setProblem(roastedG);
    if (roastedG === null) return;
    try {
      await changeQuality(roast.id, { roastedG, who });
      await queries.invalidateQueries({ queryKey: ['roasts'] });
    } catch (error) {
      setProblem(reasonText(error));
    }
  };
  return (
    <form
      className={cx('row')}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <p>
        Weigh <strong>{roast.title}</strong>
        <span className={cx('quiet')}>
          {roast.startedWallMs === null ? '' : `, ${timeOfDay.format(roast.startedWallMs)}`}
          {green === '' ? '' : `, ${green} ${unitText} green`}
        </span>
      </p>
      <input
        aria-label={`Roasted weight of ${roast.title}, ${unitText}`}
        placeholder={`roasted, ${unitText}`}
        inputMode="decimal"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem('');
        }}
      />
      <Action type="submit" disabled={text.trim() === ''}>
        Keep
      </Action>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </form>
  );
}
