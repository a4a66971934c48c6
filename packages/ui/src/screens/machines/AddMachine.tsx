import type { DriverKindDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addMachine, listDriverKinds } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { originWords } from '#display/words.ts';
import { learnMachine } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import { setPreferences } from '#preferences/preferences.ts';
import { LoggedLevers } from '#screens/machines/LoggedLevers.tsx';
import { type LoggedLeverDraft, machineBody } from '#screens/machines/machine-form.ts';
import { SettingInput } from '#screens/machines/SettingInput.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './AddMachine.module.css';

const cx = classNames(styles);

/** Connects a machine: the kind of device says which questions are asked. */
export function AddMachine() {
  const kinds = useQuery({ queryKey: ['drivers'], queryFn: listDriverKinds });
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = kinds.data?.find((k) => k.name === chosen) ?? kinds.data?.[0] ?? null;
  return (
    <section className={cx('add')} aria-label="Add a machine">
      <h2>Add a machine</h2>
      {kinds.error ? <p className={cx('problem')}>{kinds.error.message}</p> : null}
      {kind ? (
        <>
          <div className={cx('field')}>
            <label htmlFor="device">Device</label>
            <select
              id="device"
              value={kind.name}
              onChange={(event) => setChosen(event.target.value)}
            >
              {kinds.data?.map((k) => (
                <option key={k.name} value={k.name}>
                  {k.label} ({originWords[k.origin]})
                </option>
              ))}
            </select>
          </div>
          <MachineForm key={kind.name} kind={kind} />
        </>
      ) : null}
    </section>
  );
}

function MachineForm({ kind }: { readonly kind: DriverKindDto }) {
  const [name, setName] = useState(kind.label);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [levers, setLevers] = useState<readonly LoggedLeverDraft[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async () => {
    setBusy(true);
    try {
      const machine = await addMachine(machineBody(kind, name, texts, levers));
      learnMachine(machine.id, machine);
      setPreferences({ machineId: machine.id });
      setProblem('');
    } catch (error) {
      setProblem(reasonText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={cx('form')}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label className={cx('field')}>
        <span>Name</span>
        <input value={name} required maxLength={80} onChange={(e) => setName(e.target.value)} />
      </label>
      {kind.fields.map((field) => (
        <SettingInput
          key={field.name}
          field={field}
          text={texts[field.name] ?? String(field.default ?? '')}
          onChange={(text) => setTexts({ ...texts, [field.name]: text })}
        />
      ))}
      <LoggedLevers levers={levers} onChange={setLevers} />
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      <Action type="submit" weight="primary" disabled={isBusy}>
        Add this machine
      </Action>
    </form>
  );
}
