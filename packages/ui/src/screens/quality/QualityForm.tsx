import {
  type ColourSystem,
  colourSystems,
  type Measure,
  observationLabels,
  type RoastObservation,
  roastObservations,
} from '@artisan-ts/domain';
import type { ReactNode } from 'react';
import { percentText } from '#display/format.ts';
import { KeptField } from '#parts/KeptField.tsx';
import { ToggleChips } from '#parts/ToggleChips.tsx';
import { useUsedNames } from '#parts/use-used-names.ts';
import { MeasureField } from '#screens/quality/MeasureField.tsx';
import type { QualityDesk } from '#screens/quality/use-quality.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** Everything that is measured and seen of a roast, in the order in which it is usually done. */
export function QualityForm({ desk }: { readonly desk: QualityDesk }) {
  const { quality, change } = desk;
  if (quality === undefined) return null;
  const { values, facts } = quality;
  return (
    <>
      <section className={cx('group')} aria-label="What and who">
        <h2 className={cx('title')}>What and who</h2>
        <div className={cx('fields')}>
          <NameField desk={desk} name="profile" label="Profile" />
          <NameField desk={desk} name="person" label="Roasted by" />
        </div>
      </section>
      <Group title="Weights" desk={desk} names={['greenG', 'roastedG', 'defectsG']}>
        <Fact label="Loss" text={percentText(facts.lossPct)} />
        <Fact label="With sorted out" text={percentText(facts.totalLossPct)} />
      </Group>
      <Group title="Colour" desk={desk} names={['wholeColour', 'groundColour']}>
        <SystemChoice desk={desk} />
        <Fact label="Ground minus whole" text={deltaText(facts.colourDelta)} />
      </Group>
      <Group
        title="Moisture and density"
        desk={desk}
        names={[
          'moistureGreenPct',
          'moistureRoastedPct',
          'waterActivity',
          'densityGreenGPerL',
          'densityRoastedGPerL',
        ]}
      />
      <section className={cx('group')} aria-label="Seen and heard">
        <h2 className={cx('title')}>Seen and heard</h2>
        <ToggleChips<RoastObservation>
          legend="Press what is there"
          options={roastObservations.map((value) => ({ value, label: observationLabels[value] }))}
          chosen={values.observations}
          onChange={(observations) => void change({ observations: [...observations] })}
        />
        <div className={cx('fields')}>
          <MeasureField desk={desk} measure="quakers" />
        </div>
      </section>
      <Group
        title="The room"
        desk={desk}
        names={['ambientC', 'ambientHumidityPct', 'ambientPressureHPa']}
      />
      <section className={cx('group')} aria-label="In words">
        <h2 className={cx('title')}>In words</h2>
        <KeptField
          label="Roasting notes"
          isLong
          value={values.roastingNotes}
          onKeep={(roastingNotes) => change({ roastingNotes })}
        />
        <KeptField
          label="Cupping notes"
          isLong
          value={values.cuppingNotes}
          onKeep={(cuppingNotes) => change({ cuppingNotes })}
        />
      </section>
    </>
  );
}

/** A name that was given to the roast: with what it was at first, and what others were called. */
function NameField(props: {
  readonly desk: QualityDesk;
  readonly name: 'profile' | 'person';
  readonly label: string;
}) {
  const { desk, name, label } = props;
  const { profiles, people } = useUsedNames();
  const value = desk.quality?.values[name] ?? '';
  const original = desk.quality?.originals[name];
  const wasOther = typeof original === 'string' && original !== '' && original !== value;
  return (
    <KeptField
      label={label}
      value={value}
      asksWhy
      suggestions={name === 'profile' ? profiles : people}
      {...(wasOther && { aside: `first ${original}` })}
      onKeep={(text, why) => desk.change({ [name]: text, why })}
    />
  );
}

function Group(props: {
  readonly title: string;
  readonly desk: QualityDesk;
  readonly names: readonly Measure[];
  readonly children?: ReactNode;
}) {
  return (
    <section className={cx('group')} aria-label={props.title}>
      <h2 className={cx('title')}>{props.title}</h2>
      <div className={cx('fields')}>
        {props.names.map((name) => (
          <MeasureField key={name} desk={props.desk} measure={name} />
        ))}
        {props.children}
      </div>
    </section>
  );
}

function Fact(props: { readonly label: string; readonly text: string }) {
  return (
    <div className={cx('fact')}>
      <span>{props.label}</span>
      <strong>{props.text}</strong>
    </div>
  );
}

function SystemChoice({ desk }: { readonly desk: QualityDesk }) {
  const { quality, change } = desk;
  const question = quality?.questions.find(({ field }) => field === 'colourSystem')?.message;
  return (
    <label className={cx('choice')}>
      <span>Instrument</span>
      <select
        value={quality?.values.colourSystem ?? ''}
        onChange={({ target }) =>
          void change({
            colourSystem: target.value === '' ? null : (target.value as ColourSystem),
          })
        }
      >
        <option value="">not said</option>
        {colourSystems.map((system) => (
          <option key={system}>{system}</option>
        ))}
      </select>
      {question ? <span className={cx('question')}>{question}</span> : null}
    </label>
  );
}

function deltaText(delta: number | null): string {
  if (delta === null) return '\u2013';
  const sign = delta < 0 ? '\u2212' : '+';
  return `${sign}${Math.round(Math.abs(delta) * 10) / 10}`;
}
