import type { CorrectionDto } from '@artisan-ts/contracts';
import {
  type Measure,
  measures,
  observationLabels,
  type QualityField,
  type RoastObservation,
} from '@artisan-ts/domain';
import { useState } from 'react';
import { dateText } from '#display/format.ts';
import { measureText, measureUnit, type Units } from '#display/measure-text.ts';
import { Action } from '#parts/Action.tsx';
import { KeptField } from '#parts/KeptField.tsx';
import { setPreferences, usePreferences } from '#preferences/preferences.ts';
import type { QualityDesk } from '#screens/quality/use-quality.ts';
import { useWho } from '#session/use-who.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** Who changed what and why, the last first, and the way back. Nothing ever leaves this list. */
export function Corrections({ desk }: { readonly desk: QualityDesk }) {
  const { unit, weight, personName } = usePreferences();
  const signedIn = useWho()?.person?.name ?? null;
  const [problem, setProblem] = useState<string | null>(null);
  const corrections = desk.quality?.corrections ?? [];
  const undo = async (place?: number) => setProblem(await desk.undo(place));
  const hasSome = corrections.some((each) => each.isInForce && each.undoes === undefined);
  return (
    <section className={cx('group')} aria-label="Corrections">
      <div className={cx('head')}>
        <h2 className={cx('title')}>Who changed what</h2>
        <Action disabled={!hasSome} onClick={() => void undo()}>
          Undo the last
        </Action>
      </div>
      {signedIn === null ? (
        <KeptField
          label="Your name, on what you enter from here on"
          value={personName}
          onKeep={async (name) => {
            setPreferences({ personName: name });
            return null;
          }}
        />
      ) : (
        <p className={cx('quiet')}>What you enter bears your name, {signedIn}.</p>
      )}
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
      {corrections.length === 0 ? (
        <p className={cx('quiet')}>
          Every value that is entered or changed will be listed here, with the one before it.
        </p>
      ) : (
        <ol className={cx('corrections')}>
          {corrections.toReversed().map((correction) => (
            <Row
              key={correction.place}
              correction={correction}
              units={{ unit, weight }}
              onUndo={() => void undo(correction.place)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function Row(props: {
  readonly correction: CorrectionDto;
  readonly units: Units;
  readonly onUndo: () => void;
}) {
  const { correction, units } = props;
  const { field, before, after, who, why, wallMs, isInForce, undoes } = correction;
  const by = [dateText(wallMs), who, undoes === undefined ? '' : 'undo', why];
  return (
    <li className={cx('correction', !isInForce && 'undone')}>
      <div>
        <p>
          {fieldLabel(field)}{' '}
          <span className={cx('change')}>
            {valueText(field, before, units)} {'\u2192'} {valueText(field, after, units)}
          </span>
        </p>
        <p className={cx('quiet')}>
          {by.filter((part) => part !== '').join(' \u00b7 ')}
          {isInForce ? '' : ' \u00b7 taken back'}
        </p>
      </div>
      {isInForce && undoes === undefined ? (
        <Action
          weight="quiet"
          aria-label={`Undo ${fieldLabel(field)} ${valueText(field, after, units)}`}
          onClick={props.onUndo}
        >
          Undo
        </Action>
      ) : null}
    </li>
  );
}

const otherLabels: Readonly<Record<Exclude<QualityField, Measure>, string>> = {
  colourSystem: 'Instrument',
  observations: 'Seen and heard',
  profile: 'Profile',
  person: 'Roasted by',
  roastingNotes: 'Roasting notes',
  cuppingNotes: 'Cupping notes',
  photoIds: 'Photos',
};

function isMeasure(field: QualityField): field is Measure {
  return field in measures;
}

function fieldLabel(field: QualityField): string {
  return isMeasure(field) ? measures[field].label : otherLabels[field];
}

const textMax = 60;

function valueText(field: QualityField, value: CorrectionDto['before'], units: Units): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'number') {
    if (!isMeasure(field)) return String(value);
    return `${measureText(field, value, units)} ${measureUnit(field, units)}`.trim();
  }
  if (typeof value === 'string') {
    return value.length > textMax ? `${value.slice(0, textMax)}\u2026` : value;
  }
  if (field === 'photoIds') return value.length === 1 ? '1 photo' : `${value.length} photos`;
  if (value.length === 0) return 'nothing';
  return value.map((name) => observationLabels[name as RoastObservation] ?? name).join(', ');
}
