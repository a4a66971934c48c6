import { useState } from 'react';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { LoggedLevers } from '#screens/machines/LoggedLevers.tsx';
import type { LoggedLeverDraft } from '#screens/machines/machine-form.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** What the machine is called and which levers are logged by hand; for one that is there already, only the last word. */
export function FinishMachine(props: {
  readonly name: string;
  /** Null: a new machine. Otherwise what is done to one that is there. */
  readonly change: { readonly machine: string; readonly action: string } | null;
  readonly summary: readonly string[];
  readonly levers: readonly LoggedLeverDraft[];
  /** The machine tells its levers: there is nothing to log. */
  readonly hasOwnLevers: boolean;
  readonly onLevers: (levers: readonly LoggedLeverDraft[]) => void;
  readonly onBack: () => void;
  readonly onDone: (name: string) => Promise<void>;
}) {
  const { change } = props;
  const [name, setName] = useState(props.name);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const done = async () => {
    setBusy(true);
    setProblem('');
    try {
      await props.onDone(name);
    } catch (error) {
      setProblem(reasonText(error));
      setBusy(false);
    }
  };
  return (
    <form
      className={cx('step')}
      onSubmit={(event) => {
        event.preventDefault();
        void done();
      }}
    >
      {change === null ? (
        <label className={cx('search')}>
          <span>Name of the machine</span>
          <input
            value={name}
            required
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      ) : (
        <p>{change.machine}</p>
      )}
      <ul className={cx('summary')}>
        {props.summary.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {change === null && !props.hasOwnLevers ? (
        <LoggedLevers levers={props.levers} onChange={props.onLevers} />
      ) : null}
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={cx('actions')}>
        <Action type="submit" weight="primary" disabled={isBusy}>
          {change === null ? 'Add this machine' : change.action}
        </Action>
        <Action weight="quiet" onClick={props.onBack}>
          Back
        </Action>
      </div>
    </form>
  );
}
