import type { ChangeLotBody, LotDto } from '@artisan-ts/contracts';
import { Grams, massFrom, massIn } from '@artisan-ts/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeLot } from '#api/coffees.ts';
import { cuppingsOfLot } from '#api/quality.ts';
import { reasonText } from '#api/request.ts';
import { bulkText } from '#display/measure-text.ts';
import { Action } from '#parts/Action.tsx';
import { KeptField } from '#parts/KeptField.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CoffeesScreen.module.css';

const cx = classNames(styles);
const cuppedShown = 3;

/** A lot: what is left of it, and what is known of its beans. */
export function LotCard({ lot }: { readonly lot: LotDto }) {
  const queries = useQueryClient();
  const weight = usePreferences((preferences) => preferences.weight);
  const [problem, setProblem] = useState<string | null>(null);
  const bulkUnit = weight === 'pounds' ? 'lb' : 'kg';
  const change = async (body: ChangeLotBody): Promise<string | null> => {
    try {
      await changeLot(lot.id, body);
      await queries.invalidateQueries({ queryKey: ['lots'] });
      return null;
    } catch (error) {
      return reasonText(error);
    }
  };
  const number = (name: 'moisturePct' | 'densityGPerL' | 'waterActivity', label: string) => (
    <KeptField
      label={label}
      inputMode="decimal"
      value={lot[name] === null ? '' : String(lot[name])}
      onKeep={async (text) => {
        const typed = numberTyped(text);
        return typeof typed === 'string' ? typed : change({ [name]: typed });
      }}
    />
  );
  return (
    <article className={cx('lot')} aria-label={lot.name}>
      <Remaining lot={lot} />
      <Cupped lotId={lot.id} />
      <div className={cx('fields')}>
        <KeptField label="Lot" value={lot.name} onKeep={(name) => change({ name })} />
        <KeptField
          label={`Received, ${bulkUnit}`}
          inputMode="decimal"
          value={lot.receivedG === null ? '' : shortNumber(massIn(bulkUnit, Grams(lot.receivedG)))}
          onKeep={async (text) => {
            const typed = numberTyped(text);
            if (typeof typed === 'string') return typed;
            return change({ receivedG: typed === null ? null : massFrom(bulkUnit, typed) });
          }}
        />
        <KeptField
          label="Received on"
          type="date"
          value={lot.receivedOn ?? ''}
          onKeep={(day) => change({ receivedOn: day === '' ? null : day })}
        />
        {number('moisturePct', 'Moisture, %')}
        {number('densityGPerL', 'Density, g/L')}
        {number('waterActivity', 'Water activity')}
        <KeptField
          label="Screen size"
          value={lot.screenSize}
          onKeep={(screenSize) => change({ screenSize })}
        />
        <KeptField
          label="Where it stands"
          value={lot.location}
          onKeep={(location) => change({ location })}
        />
      </div>
      <div className={cx('row')}>
        <span className={cx('quiet')}>{lot.isArchived ? 'Put away' : ''}</span>
        <Action
          weight="quiet"
          onClick={() => void change({ isArchived: !lot.isArchived }).then(setProblem)}
        >
          {lot.isArchived ? 'Use again' : 'Put away'}
        </Action>
      </div>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </article>
  );
}

function Remaining({ lot }: { readonly lot: LotDto }) {
  const weight = usePreferences((preferences) => preferences.weight);
  const { remainingG, receivedG, usedG, roasts, unweighedRoasts } = lot;
  const used = `${roasts} ${roasts === 1 ? 'roast' : 'roasts'} used ${bulkText(usedG, { weight })}`;
  const unknown =
    unweighedRoasts === 0 ? '' : ` \u00b7 green weight of ${unweighedRoasts} not written down`;
  return (
    <div className={cx('left')}>
      <strong>{remainingG === null ? lot.name : `${bulkText(remainingG, { weight })} left`}</strong>
      {remainingG === null || receivedG === null || receivedG === 0 ? null : (
        <div className={cx('track')} aria-hidden="true">
          <div
            className={cx('share')}
            style={{ inlineSize: `${Math.max(0, Math.min(1, remainingG / receivedG)) * 100}%` }}
          />
        </div>
      )}
      <span className={cx('quiet')}>
        {used}
        {unknown}
      </span>
    </div>
  );
}

/** Its scores, the last cupping first. */
function Cupped({ lotId }: { readonly lotId: string }) {
  const { data } = useQuery({
    queryKey: ['cuppings', 'of', lotId],
    queryFn: () => cuppingsOfLot(lotId),
  });
  const scored = (data?.items ?? []).filter(({ result }) => result.total !== null);
  if (scored.length === 0) return null;
  return (
    <p className={cx('quiet')}>
      Cupped:{' '}
      {scored
        .slice(0, cuppedShown)
        .map(({ title, result }) => `${result.total?.mean.toFixed(2)} in ${title}`)
        .join(', ')}
    </p>
  );
}

/** A number, null for an empty field, or words that say what is wrong. */
function numberTyped(text: string): number | null | string {
  if (text === '') return null;
  const typed = Number(text.replace(',', '.'));
  return Number.isFinite(typed) && typed >= 0 ? typed : 'A number, not below zero';
}

function shortNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
