import type { RoastDto } from '@artisan-ts/contracts';
import type { LeverSpec } from '@artisan-ts/domain';
import { useState } from 'react';
import { bandText, effectText, fidelityText } from '#display/fidelity-text.ts';
import { timeText } from '#display/format.ts';
import { timeTyped } from '#display/time-typed.ts';
import { quickValue } from '#keyboard/key-map.ts';
import { Action } from '#parts/Action.tsx';
import { Panel } from '#parts/Panel.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import {
  askableLevers,
  changeText,
  clearWhatIf,
  openWhatIf,
  setWhatIf,
  useWhatIf,
} from '#roasting/use-what-if.ts';
import { classNames } from '#theme/class-names.ts';
import panelStyles from './TopPanels.module.css';
import styles from './WhatIfPanel.module.css';

const cx = classNames({ ...panelStyles, ...styles });

/** What if a lever stood elsewhere: asked here, answered on the chart, and how far the answer can be trusted. */
export function WhatIfPanel(props: {
  readonly roast: RoastDto;
  /** The moment that is offered: now, or where the cursor stands. */
  readonly atS: () => number;
}) {
  const { roast, atS } = props;
  const { change, isOpen } = useWhatIf(roast);
  const levers = askableLevers(roast);
  if (levers.length === 0 || !roast.marks.some(({ kind }) => kind === 'charge')) return null;
  return (
    <Panel
      label="What if"
      open={isOpen}
      onOpenChange={openWhatIf}
      triggerClass={cx('trigger')}
      trigger={
        <>
          {change === null ? 'What if' : `What if: ${changeText(roast, change)}`} <kbd>P</kbd>
        </>
      }
    >
      <h2 className={cx('heading')}>What if a lever stood elsewhere?</h2>
      <WhatIfForm roast={roast} levers={levers} atS={atS} />
      <WhatIfState roast={roast} />
    </Panel>
  );
}

function WhatIfForm(props: {
  readonly roast: RoastDto;
  readonly levers: readonly LeverSpec[];
  readonly atS: () => number;
}) {
  const { roast, levers } = props;
  const { change } = useWhatIf(roast);
  const [leverId, setLeverId] = useState<string>(change?.lever ?? levers[0]?.id ?? '');
  const [moment, setMoment] = useState(() => timeText(change?.fromS ?? Math.max(0, props.atS())));
  const [value, setValue] = useState(change === null ? '' : String(change.value));
  const spec = levers.find(({ id }) => id === leverId) ?? levers[0];
  const fromS = timeTyped(moment);
  const number = quickValue(value.replace(',', '.'));
  const isInRange =
    spec !== undefined && number !== null && number >= spec.min && number <= spec.max;
  const isReady = isInRange && fromS !== null && fromS >= 0;
  return (
    <form
      className={cx('form')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady || number === null || fromS === null) return;
        setWhatIf(roast.id, { lever: leverId === 'air' ? 'air' : 'burner', fromS, value: number });
      }}
    >
      <label className={cx('field')}>
        Lever
        <select value={leverId} onChange={(event) => setLeverId(event.target.value)}>
          {levers.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className={cx('field')}>
        To {spec ? `${spec.min}\u2013${spec.max} ${spec.unit}` : ''}
        <input
          inputMode="decimal"
          value={value}
          aria-invalid={value !== '' && !isInRange}
          // biome-ignore lint/a11y/noAutofocus: the person just asked to type a value.
          autoFocus
          onChange={(event) => setValue(event.target.value)}
        />
      </label>
      <label className={cx('field')}>
        From
        <input
          value={moment}
          aria-invalid={fromS === null}
          onChange={(event) => setMoment(event.target.value)}
        />
      </label>
      <Action type="submit" weight="primary" disabled={!isReady}>
        Show <kbd>Enter</kbd>
      </Action>
      {change === null ? null : (
        <Action onClick={clearWhatIf}>
          Remove <kbd>Esc</kbd>
        </Action>
      )}
    </form>
  );
}

/** What the station says: learning, withheld and why, or how well it knows the machine. */
function WhatIfState({ roast }: { readonly roast: RoastDto }) {
  const unit = usePreferences((preferences) => preferences.unit);
  const { answer, isLearning, problem, change } = useWhatIf(roast);
  if (change === null) {
    return (
      <p className={cx('note')}>
        The curve is predicted by the twin of this machine, as far as its earlier roasts show that
        it knows the lever. Nothing moves on the machine.
      </p>
    );
  }
  if (problem) {
    return (
      <p className={cx('problem')} role="alert">
        {problem.message}
      </p>
    );
  }
  if (isLearning) {
    return (
      <p className={cx('note')}>The twin is learning this machine. It takes up to a minute.</p>
    );
  }
  if (answer === null) return <p className={cx('note')}>Working it out</p>;
  return (
    <>
      <p className={cx('effect')}>{effectText(answer, unit)}</p>
      <p className={cx('note')}>
        {fidelityText(answer.fidelity, unit)} {bandText(answer.band)}
      </p>
    </>
  );
}
