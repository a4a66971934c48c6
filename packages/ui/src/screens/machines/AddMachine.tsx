import type { DriverKindDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addMachine, listDriverKinds } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { learnMachine } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import { setPreferences } from '#preferences/preferences.ts';
import { DeviceChoice, DeviceFields } from '#screens/machines/DeviceFields.tsx';
import { LoggedLevers } from '#screens/machines/LoggedLevers.tsx';
import {
  type LoggedLeverDraft,
  machineBody,
  refusedSetting,
  type SettingTexts,
  settingProblems,
} from '#screens/machines/machine-form.ts';
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
          <DeviceChoice kinds={kinds.data ?? []} chosen={kind} onChoose={setChosen} />
          <MachineForm key={kind.name} kind={kind} />
        </>
      ) : null}
    </section>
  );
}

function MachineForm({ kind }: { readonly kind: DriverKindDto }) {
  const [name, setName] = useState(kind.label);
  const [texts, setTexts] = useState<SettingTexts>({});
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [levers, setLevers] = useState<readonly LoggedLeverDraft[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async () => {
    const wrong = settingProblems(kind, texts);
    setProblems(wrong);
    setProblem('');
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const machine = await addMachine(machineBody(kind, name, texts, levers));
      learnMachine(machine.id, machine);
      setPreferences({ machineId: machine.id });
    } catch (error) {
      const refused = refusedSetting(kind, reasonText(error));
      if (refused === null) setProblem(reasonText(error));
      else setProblems({ [refused.name]: refused.words });
    } finally {
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
      <label className={cx('field')}>
        <span>Name</span>
        <input value={name} required maxLength={80} onChange={(e) => setName(e.target.value)} />
      </label>
      <DeviceFields kind={kind} texts={texts} problems={problems} onChange={setTexts} />
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
