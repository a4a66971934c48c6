import type { MachineDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { changeMachine } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { learnMachine } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import { LoggedLevers } from '#screens/machines/LoggedLevers.tsx';
import { draftsOf, leversBody } from '#screens/machines/machine-form.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './ChangeMachine.module.css';

const cx = classNames(styles);

/** What a machine is called, and which of its levers are logged by hand. A roast keeps the levers that it began with. */
export function ChangeMachine(props: {
  readonly machine: MachineDto;
  readonly onDone: () => void;
}) {
  const { machine, onDone } = props;
  const [name, setName] = useState(machine.name);
  const [levers, setLevers] = useState(draftsOf(machine.levers));
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isRoasting = machine.roastId !== null;
  const save = async () => {
    setBusy(true);
    setProblem('');
    const body = {
      name: name.trim(),
      ...(isRoasting ? {} : { levers: leversBody(levers).levers ?? [] }),
    };
    try {
      learnMachine(machine.id, await changeMachine(machine.id, body));
      onDone();
    } catch (error) {
      setProblem(reasonText(error));
      setBusy(false);
    }
  };
  return (
    <form
      aria-label={`Name and levers of ${machine.name}`}
      className={cx('form')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className={cx('name')}>
        <span>Name of the machine</span>
        <input
          value={name}
          required
          maxLength={80}
          // biome-ignore lint/a11y/noAutofocus: a person has just asked for this form.
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {isRoasting ? (
        <p className={cx('words')}>
          The levers can be changed when no roast is going on: a roast keeps those it began with.
        </p>
      ) : (
        <>
          <LoggedLevers
            levers={levers}
            own={machine.levers.filter(({ mode }) => mode !== 'logged').map(({ id }) => id)}
            onChange={setLevers}
          />
          <p className={cx('words')}>
            What was logged stays in its roasts. With another unit the values start anew.
          </p>
        </>
      )}
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={cx('actions')}>
        <Action type="submit" disabled={isBusy}>
          Keep this
        </Action>
        <Action weight="quiet" onClick={onDone}>
          Cancel
        </Action>
      </div>
    </form>
  );
}
