import type { AgentsDto } from '@artisan-ts/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { startRehearsal } from '#api/agents.ts';
import { reasonText } from '#api/request.ts';
import { timeText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './Agents.module.css';

const cx = classNames(styles);
const roastsMax = 250;

/** Asks for roasts on the twin towards a target; what comes of them stands in the inbox. */
export function RehearsalForm({ agents }: { readonly agents: AgentsDto }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState({
    machine: agents.machines[0]?.name ?? '',
    days: 'B',
    hands: 'human',
    roasts: '40',
    drop: '',
    development: '',
    within: '15',
  });
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  const set = (name: keyof typeof asked) => (value: string) =>
    setAsked((before) => ({ ...before, [name]: value }));
  const reference = agents.machines.find(({ name }) => name === asked.machine);
  const dropS = secondsOf(asked.drop);
  const problem = problemOf(asked, dropS);
  const send = async () => {
    setBusy(true);
    try {
      const { machine, days, hands, roasts, development, within } = asked;
      const { id } = await startRehearsal({
        machine,
        days,
        hands,
        roasts: Number(roasts),
        toleranceS: Number(within),
        dropS: dropS ?? null,
        developmentPct: development.trim() === '' ? null : Number(development),
      });
      void navigate({ to: '/inbox', search: { mission: id } });
    } catch (error) {
      setRefusal(reasonText(error));
      setBusy(false);
    }
  };
  return (
    <form
      className={cx('card', 'form')}
      aria-label="Rehearse on the twin"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === '' && !isBusy) void send();
      }}
    >
      <h2>Rehearse on the twin</h2>
      <p className={cx('words')}>
        Simulated roasts towards a target: how often is it met, how far off otherwise. Nothing real
        moves.
      </p>
      <Choose label="Machine" value={asked.machine} onChange={set('machine')}>
        {agents.machines.map(({ name, label }) => ({ name, words: label }))}
      </Choose>
      <Choose label="Who roasts" value={asked.hands} onChange={set('hands')}>
        {agents.hands}
      </Choose>
      <Choose label="On" value={asked.days} onChange={set('days')}>
        {agents.days}
      </Choose>
      <div className={cx('pair')}>
        <Entry label="Roasts" value={asked.roasts} onChange={set('roasts')} />
        <Entry label="Drop within, s" value={asked.within} onChange={set('within')} />
        <Entry
          label="Drop at, m:ss"
          value={asked.drop}
          placeholder={reference ? timeText(reference.dropS) : ''}
          onChange={set('drop')}
        />
        <Entry
          label="Development, %"
          value={asked.development}
          placeholder={reference ? reference.developmentPct.toFixed(0) : ''}
          onChange={set('development')}
        />
      </div>
      <p className={cx('quiet')}>
        Left empty, drop and development are those of the machine's reference.
      </p>
      {problem || refusal ? (
        <p role="alert" className={cx('problem')}>
          {problem || refusal}
        </p>
      ) : null}
      <Action weight="primary" type="submit" disabled={problem !== '' || isBusy}>
        Rehearse
      </Action>
    </form>
  );
}

function Choose(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: readonly { readonly name: string; readonly words: string }[];
}) {
  return (
    <label className={cx('line')}>
      {props.label}
      <select value={props.value} onChange={({ target }) => props.onChange(target.value)}>
        {props.children.map(({ name, words }) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Entry(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className={cx('line')}>
      {props.label}
      <input
        inputMode="numeric"
        autoComplete="off"
        value={props.value}
        placeholder={props.placeholder ?? ''}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </label>
  );
}

/** Seconds of `9:30`, or of whole minutes; null when nothing was typed, undefined when it is no time. */
function secondsOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const [, minutes, seconds = '0'] = /^(\d{1,2})(?::([0-5]\d))?$/.exec(typed) ?? [];
  return minutes === undefined ? undefined : 60 * Number(minutes) + Number(seconds);
}

function problemOf(
  asked: { readonly roasts: string; readonly development: string; readonly within: string },
  dropS: number | null | undefined,
): string {
  const isWithin = (text: string, low: number, high: number) =>
    /^\d+$/.test(text.trim()) && Number(text) >= low && Number(text) <= high;
  if (!isWithin(asked.roasts, 1, roastsMax)) return `Roasts: a whole number up to ${roastsMax}.`;
  if (!isWithin(asked.within, 1, 600)) return 'Drop within: whole seconds up to 600.';
  if (dropS === undefined) return 'Drop at: minutes and seconds, such as 9:30.';
  if (dropS !== null && (dropS < 60 || dropS > 3600)) return 'Drop at: between 1:00 and 60:00.';
  const { development } = asked;
  const isUsual = development.trim() === '' || isWithin(development, 1, 60);
  return isUsual ? '' : 'Development: whole percent up to 60.';
}
