import type { LeverEventDto } from '@artisan-ts/contracts';
import type { LeverSpec } from '@artisan-ts/domain';
import { useState } from 'react';
import { leverToken } from '#chart/chart-style.ts';
import { leverText } from '#display/format.ts';
import { leverKeys, quickValue } from '#keyboard/key-map.ts';
import { useLiveState } from '#live/live-store.ts';
import { setLever, stepLever } from '#roasting/commands.ts';
import { setControls, useControls } from '#roasting/control-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './LeverControl.module.css';

const cx = classNames(styles);

/** One lever: its value, whether the machine confirmed it, steps, and quick entry. */
export function LeverControl(props: { readonly machineId: string; readonly spec: LeverSpec }) {
  const { machineId, spec } = props;
  const event = useLiveState((state) => state.levers[machineId]?.[spec.id] ?? null);
  const { quick, wanted, refusal, selectedLever } = useControls();
  const want = wanted[spec.id];
  const refused = refusal?.place === `lever:${spec.id}` ? refusal.text : null;
  const typed = quick?.lever === spec.id ? quick.text : null;
  const key = Object.entries(leverKeys).find(([, lever]) => lever === spec.id)?.[0];
  const isReadOnly = spec.mode === 'measured';
  const step = (direction: -1 | 1) => {
    setControls({ selectedLever: spec.id });
    stepLever(machineId, spec, direction);
  };
  return (
    <fieldset className={cx('lever', selectedLever === spec.id && 'selected')}>
      <legend className={cx('name')} style={{ color: nameColour(spec.id) }}>
        <span className={cx('label')}>{spec.label}</span>
        {key ? <kbd className={cx('key')}>{key.toUpperCase()}</kbd> : null}
      </legend>
      {typed === null ? (
        <LeverValue machineId={machineId} spec={spec} value={want ?? event?.value ?? null} />
      ) : (
        <output className={cx('value', 'typed')}>{typed}</output>
      )}
      {isReadOnly ? null : (
        <div className={cx('steps')}>
          <button type="button" aria-label={`${spec.label} down`} onClick={() => step(-1)}>
            {'\u2212'}
          </button>
          <button type="button" aria-label={`${spec.label} up`} onClick={() => step(1)}>
            +
          </button>
        </div>
      )}
      <LeverState spec={spec} event={event} want={want} refused={refused} typed={typed} />
    </fieldset>
  );
}

function nameColour(lever: string): string {
  const token = leverToken(lever);
  return token === 'muted' ? 'var(--ink)' : `var(--${token}-text)`;
}

/** The value; pressed, it becomes a field for touch screens without a keyboard. */
function LeverValue(props: {
  readonly machineId: string;
  readonly spec: LeverSpec;
  readonly value: number | null;
}) {
  const { machineId, spec, value } = props;
  const [text, setText] = useState<string | null>(null);
  if (text !== null) {
    return (
      <input
        className={cx('value', 'field')}
        inputMode="decimal"
        aria-label={`${spec.label} in ${spec.unit}`}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the person just pressed the value to change it.
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onBlur={() => setText(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(null);
          if (event.key !== 'Enter') return;
          const wanted = quickValue(text.replace(',', '.'));
          setText(null);
          if (wanted !== null) void setLever(machineId, spec, wanted);
        }}
      />
    );
  }
  return (
    <button
      type="button"
      className={cx('value', value === null && 'unknown')}
      disabled={spec.mode === 'measured'}
      aria-label={`${spec.label} ${leverText(value, spec.step)} ${spec.unit}, change`}
      onClick={() => {
        setControls({ selectedLever: spec.id });
        setText('');
      }}
    >
      {leverText(value, spec.step)} <span className={cx('unit')}>{spec.unit}</span>
    </button>
  );
}

function LeverState(props: {
  readonly spec: LeverSpec;
  readonly event: LeverEventDto | null;
  readonly want: number | undefined;
  readonly refused: string | null;
  readonly typed: string | null;
}) {
  const { spec, event, want, refused, typed } = props;
  const state = wordsOf(spec, event, want);
  if (refused !== null) {
    return (
      <span className={cx('state', 'refused')} role="alert">
        {refused}
      </span>
    );
  }
  if (typed !== null) return <span className={cx('state')}>Enter sets, Esc leaves</span>;
  return <span className={cx('state', state.tone)}>{state.words}</span>;
}

function wordsOf(
  spec: LeverSpec,
  event: LeverEventDto | null,
  want: number | undefined,
): { readonly words: string; readonly tone: 'true' | 'unsure' | null } {
  if (spec.mode === 'logged') return { words: 'logged by hand', tone: null };
  if (want !== undefined) return { words: 'sent', tone: 'unsure' };
  switch (event?.state) {
    case 'confirmed':
      return { words: '\u2713 confirmed', tone: 'true' };
    case 'measured':
      return { words: 'measured', tone: null };
    case 'sent':
      return { words: 'sent, not confirmed', tone: 'unsure' };
    case 'failed':
      return { words: 'not done', tone: 'unsure' };
    default:
      return { words: 'not known yet', tone: null };
  }
}
