import type { SheetDto } from '@artisan-ts/contracts';
import type { CupFinding, CuppingAttribute, CuppingForm } from '@artisan-ts/domain';
import {
  attributeLabels,
  findingLabels,
  formSpecs,
  intensityScale,
  type Scale,
} from '@artisan-ts/roast';
import { useState } from 'react';
import { ToggleChips } from '#parts/ToggleChips.tsx';
import type { SheetChange } from '#screens/cupping/sheet-draft.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TastingScreen.module.css';

const cx = classNames(styles);

/** What one taster says about one sample, on either form. Nothing has a value before it was touched. */
export function ScoreSheet(props: {
  readonly form: Exclude<CuppingForm, 'triangle'>;
  readonly cups: number;
  readonly sheet: SheetDto;
  readonly onTouch: (change: SheetChange) => void;
}) {
  const { form, cups, sheet, onTouch } = props;
  const spec = formSpecs[form];
  return (
    <>
      <p className={cx('big')}>{sheet.code}</p>
      {spec.attributes.map((attribute) => (
        <section
          key={attribute}
          className={cx('attribute')}
          aria-label={attributeLabels[attribute]}
        >
          <h2>{attributeLabels[attribute]}</h2>
          {spec.intensities.includes(attribute) ? (
            <Slider
              label={`${attributeLabels[attribute]}, how strong`}
              scale={intensityScale}
              decimals={0}
              value={sheet.intensities[attribute]}
              ends={['none', 'very strong', 'how strong']}
              onChange={(value) => onTouch({ intensities: one(attribute, value) })}
            />
          ) : null}
          {form === 'cva' ? (
            <Liking
              label={`${attributeLabels[attribute]}, how good`}
              value={sheet.scores[attribute]}
              onChange={(value) => onTouch({ scores: one(attribute, value) })}
            />
          ) : (
            <Slider
              label={attributeLabels[attribute]}
              scale={spec.scale}
              decimals={2}
              value={sheet.scores[attribute]}
              ends={['good', 'outstanding']}
              onChange={(value) => onTouch({ scores: one(attribute, value) })}
            />
          )}
        </section>
      ))}
      {spec.descriptors.map(({ group, label, max, words }) => (
        <ToggleChips
          key={group}
          legend={`${label}, ${max} words and no more`}
          options={words.map((word) => ({ value: word, label: word }))}
          chosen={sheet.descriptors[group] ?? []}
          max={max}
          onChange={(chosen) => onTouch({ descriptors: { [group]: [...chosen] } })}
        />
      ))}
      <section className={cx('attribute')} aria-label="Single cups">
        <h2>Single cups</h2>
        {spec.findings.map((finding) => (
          <Cups
            key={finding}
            finding={finding}
            cups={cups}
            chosen={sheet.findings[finding] ?? []}
            onChange={(chosen) => onTouch({ findings: { [finding]: [...chosen] } })}
          />
        ))}
      </section>
      <Notes notes={sheet.notes} onKeep={(notes) => onTouch({ notes })} />
    </>
  );
}

function one(attribute: CuppingAttribute, value: number | null): Record<string, number | null> {
  return { [attribute]: value };
}

/** A number on a scale: slid, stepped by arrows, or none yet. */
function Slider(props: {
  readonly label: string;
  readonly scale: Scale;
  readonly decimals: number;
  readonly value: number | undefined;
  /** What the lowest and the highest mean, and what is asked, where the heading does not say. */
  readonly ends: readonly [string, string, string?];
  readonly onChange: (value: number | null) => void;
}) {
  const { label, scale, decimals, value, ends, onChange } = props;
  const middle = scale.min + Math.round((scale.max - scale.min) / scale.step / 2) * scale.step;
  const step = (by: number) => {
    const next = (value ?? middle) + (value === undefined ? 0 : by * scale.step);
    onChange(Math.min(scale.max, Math.max(scale.min, next)));
  };
  return (
    <div className={cx('slider', value === undefined && 'untouched')}>
      <output className={cx('value')}>{value?.toFixed(decimals) ?? '\u2013'}</output>
      <button type="button" aria-label={`${label} down`} onClick={() => step(-1)}>
        {'\u2212'}
      </button>
      <span className={cx('rail')}>
        <input
          type="range"
          aria-label={label}
          aria-valuetext={value === undefined ? 'not scored' : value.toFixed(decimals)}
          min={scale.min}
          max={scale.max}
          step={scale.step}
          value={value ?? middle}
          onChange={(event) => onChange(Number(event.target.value))}
          onPointerUp={(event) => onChange(Number(event.currentTarget.value))}
        />
        <span className={cx('ends')} aria-hidden="true">
          <span>
            {scale.min} {ends[0]}
          </span>
          {ends[2] ? <span>{ends[2]}</span> : null}
          <span>
            {ends[1]} {scale.max}
          </span>
        </span>
      </span>
      <button type="button" aria-label={`${label} up`} onClick={() => step(1)}>
        +
      </button>
    </div>
  );
}

const likings = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** One to nine; pressing the number again takes it back. */
function Liking(props: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <fieldset className={cx('liking')} aria-label={props.label}>
      {likings.map((score) => (
        <button
          key={score}
          type="button"
          aria-pressed={props.value === score}
          onClick={() => props.onChange(props.value === score ? null : score)}
        >
          {score}
        </button>
      ))}
      <span className={cx('ends', 'likingEnds')} aria-hidden="true">
        <span>1 extremely low</span>
        <span>how good</span>
        <span>extremely high 9</span>
      </span>
    </fieldset>
  );
}

function Cups(props: {
  readonly finding: CupFinding;
  readonly cups: number;
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}) {
  const options = Array.from({ length: props.cups }, (_, index) => ({
    value: index,
    label: `cup ${index + 1}`,
  }));
  return (
    <ToggleChips<number>
      legend={findingLabels[props.finding]}
      options={options}
      chosen={props.chosen}
      onChange={props.onChange}
    />
  );
}

function Notes(props: { readonly notes: string; readonly onKeep: (notes: string) => void }) {
  const [text, setText] = useState(props.notes);
  return (
    <label className={cx('notes')}>
      <span>Notes</span>
      <textarea
        value={text}
        maxLength={4000}
        onChange={(event) => {
          setText(event.target.value);
          props.onKeep(event.target.value);
        }}
      />
    </label>
  );
}
