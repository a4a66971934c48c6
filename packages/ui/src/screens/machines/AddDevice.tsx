import type { DriverKindDto, MachineDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { changeMachine } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { learnMachine } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import styles from '#screens/machines/AddMachine.module.css';
import { DeviceChoice, DeviceFields } from '#screens/machines/DeviceFields.tsx';
import {
  deviceBody,
  refusedSetting,
  renamable,
  type SettingTexts,
  settingProblems,
} from '#screens/machines/machine-form.ts';
import { classNames } from '#theme/class-names.ts';

const cx = classNames(styles);

/** One more device for a machine: another board, a second thermometer. Esc gives it up. */
export function AddDevice(props: {
  readonly machine: MachineDto;
  readonly kinds: readonly DriverKindDto[];
  readonly onDone: () => void;
}) {
  const { machine, kinds, onDone } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = kinds.find(({ name }) => name === chosen) ?? usualKind(machine, kinds);
  return (
    <section
      className={cx('device')}
      aria-label={`Add a device to ${machine.name}`}
      data-own-keys
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      {kind ? (
        <div className={cx('form')}>
          <h3>One more device that this machine is read by</h3>
          <DeviceChoice kinds={kinds} chosen={kind} hasFocus onChoose={setChosen} />
          <DeviceForm key={kind.name} machine={machine} kind={kind} onDone={onDone} />
        </div>
      ) : null}
    </section>
  );
}

/** Beside a board stands another of its kind; beside a machine that is not real, something that is. */
function usualKind(machine: MachineDto, kinds: readonly DriverKindDto[]): DriverKindDto | null {
  return (
    kinds.find((kind) => kind.name === machine.driver && kind.origin === 'measured') ??
    kinds.find((kind) => kind.origin === 'measured') ??
    kinds[0] ??
    null
  );
}

function DeviceForm(props: {
  readonly machine: MachineDto;
  readonly kind: DriverKindDto;
  readonly onDone: () => void;
}) {
  const { machine, kind, onDone } = props;
  const [texts, setTexts] = useState<SettingTexts>({});
  const [names, setNames] = useState<SettingTexts>({});
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    const wrong = settingProblems(kind, texts);
    setProblems(wrong);
    setProblem('');
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const kept = machine.sources.map(({ id }) => ({ id }));
      const sources = [...kept, deviceBody(kind, texts, names)];
      learnMachine(machine.id, await changeMachine(machine.id, { sources }));
      onDone();
    } catch (error) {
      const refused = refusedSetting(kind, reasonText(error));
      if (refused === null) setProblem(reasonText(error));
      else setProblems({ [refused.name]: refused.words });
      setBusy(false);
    }
  };
  return (
    <form
      className={cx('form')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DeviceFields kind={kind} texts={texts} problems={problems} onChange={setTexts} />
      <fieldset className={cx('names')}>
        <legend>What its channels are called here; left empty, they get a number</legend>
        {renamable.map(({ id, label, example }) => (
          <label key={id} className={cx('field')}>
            <span>Its {label}</span>
            <input
              value={names[id] ?? ''}
              maxLength={40}
              placeholder={example}
              onChange={(event) => setNames({ ...names, [id]: event.target.value })}
            />
          </label>
        ))}
      </fieldset>
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={cx('actions')}>
        <Action type="submit" disabled={isBusy}>
          Add this device
        </Action>
        <Action weight="quiet" onClick={onDone}>
          Not now
        </Action>
      </div>
    </form>
  );
}
