import type { DeviceDto, DriverKindDto, MachineDto } from '@artisan-ts/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { describeDevice } from '#api/connect.ts';
import { addMachine, changeMachine } from '#api/machines.ts';
import { learnMachine } from '#live/live-store.ts';
import { setPreferences } from '#preferences/preferences.ts';
import { ChooseDevice } from '#screens/connect/ChooseDevice.tsx';
import { type CatalogueEntry, nameOf } from '#screens/connect/catalogue.ts';
import { type ChannelNames, namesBody, ownNames } from '#screens/connect/channel-names.ts';
import {
  entryNamed,
  leversFrom,
  namesOnMachine,
  type Step,
  sourcesWith,
  stepNames,
  steps,
  stepWords,
  textsOf,
} from '#screens/connect/connect-plan.ts';
import { FinishMachine } from '#screens/connect/FinishMachine.tsx';
import { LookAtDevice } from '#screens/connect/LookAtDevice.tsx';
import { ReachDevice } from '#screens/connect/ReachDevice.tsx';
import { SettingsFile } from '#screens/connect/SettingsFile.tsx';
import {
  type LoggedLeverDraft,
  leversBody,
  type SettingTexts,
  settingsOf,
} from '#screens/machines/machine-form.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** The steps of connecting, one at a time; going back loses nothing that was said. */
export function ConnectFlow(props: {
  readonly kinds: readonly DriverKindDto[];
  readonly machine: MachineDto | null;
  /** The device of the machine that is changed; null: one is added. */
  readonly device: MachineDto['sources'][number] | null;
}) {
  const { kinds, machine, device: changed } = props;
  const navigate = useNavigate();
  const [step, setStep] = useState<Step>(changed === null ? 'choose' : 'reach');
  const [entry, setEntry] = useState<CatalogueEntry | null>(
    changed === null ? null : entryNamed(kinds, changed.driver),
  );
  const [texts, setTexts] = useState<SettingTexts>(textsOf(changed?.settings ?? {}));
  const [device, setDevice] = useState<DeviceDto | null>(null);
  const [names, setNames] = useState<ChannelNames>({});
  const [levers, setLevers] = useState<readonly LoggedLeverDraft[]>([]);
  const body = {
    driver: entry?.kind.name ?? '',
    settings: entry ? settingsOf(entry.kind, texts) : {},
  };
  const choose = (chosen: CatalogueEntry) => {
    setEntry(chosen);
    setTexts(textsOf(chosen.settings));
    setStep('reach');
  };
  const reached = async (described: DeviceDto) => {
    setDevice(described);
    const own = ownNames(described.channels);
    if (machine === null || changed === null) {
      setNames(own);
      // What is not real needs no test, and what the station reads already is not opened a second time.
      setStep(entry?.kind.origin === 'measured' ? 'read' : 'finish');
      return;
    }
    const { driver, settings } = changed;
    const before = await describeDevice({ driver, settings });
    const kept = namesOnMachine(machine, changed, before);
    setNames(Object.fromEntries(Object.entries(own).map(([id, name]) => [id, kept[id] ?? name])));
    setStep('finish');
  };
  const done = async (name: string) => {
    const source = { ...body, ...namesBody(names, device?.channels ?? []) };
    if (machine === null) {
      const made = await addMachine({
        name: name.trim(),
        sources: [source],
        ...leversBody(levers),
      });
      learnMachine(made.id, made);
      setPreferences({ machineId: made.id });
      await navigate({ to: '/' });
      return;
    }
    const sources = sourcesWith(machine, changed?.id ?? null, source);
    learnMachine(machine.id, await changeMachine(machine.id, { sources }));
    await navigate({ to: '/machines' });
  };
  const isSimulated = entry?.kind.origin === 'simulated';
  const isMeasured = entry === null || entry.kind.origin === 'measured';
  const way = steps.filter((each) => {
    if (each === 'choose') return changed === null;
    return each === 'reach' || each === 'finish' || (isMeasured && changed === null);
  });
  return (
    <>
      <Way way={way} step={step} isSimulated={isSimulated} />
      {step === 'choose' ? (
        <ChooseDevice kinds={kinds} onChoose={choose}>
          <SettingsFile
            onMachine={({ name: said, driver, settings, levers: found }) => {
              const named = entryNamed(kinds, driver, said);
              if (named === null) return;
              choose({ ...named, settings });
              setLevers(leversFrom(found));
            }}
          />
        </ChooseDevice>
      ) : null}
      {step === 'reach' && entry !== null ? (
        <ReachDevice
          entry={entry}
          texts={texts}
          action={isMeasured && changed === null ? 'Test the connection' : 'Next'}
          onChange={setTexts}
          onBack={() => (changed === null ? setStep('choose') : void navigate({ to: '/machines' }))}
          onNext={reached}
        />
      ) : null}
      {(step === 'read' || step === 'check') && device !== null ? (
        <LookAtDevice
          step={step}
          device={body}
          channels={device.channels}
          names={names}
          onNames={setNames}
          onStep={setStep}
        />
      ) : null}
      {step === 'finish' && entry !== null && device !== null ? (
        <FinishMachine
          name={nameOf(entry)}
          change={changeWords(machine, changed !== null)}
          summary={summaryOf(entry, device, names)}
          onBack={() => setStep(isMeasured && changed === null ? 'read' : 'reach')}
          levers={levers}
          hasOwnLevers={isSimulated}
          onLevers={setLevers}
          onDone={done}
        />
      ) : null}
    </>
  );
}

/** Where the person is on the way. The name of the step takes the focus, so that keys and readers go on from there. */
function Way(props: {
  readonly way: readonly Step[];
  readonly step: Step;
  readonly isSimulated: boolean;
}) {
  const { way, step, isSimulated } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is a new place to be.
  useEffect(() => {
    const search = document.querySelector<HTMLElement>('input[type="search"]');
    (search ?? heading.current)?.focus();
  }, [step]);
  return (
    <>
      <ol className={cx('way')} aria-label="Steps">
        {way.map((each) => (
          <li key={each} aria-current={each === step ? 'step' : undefined}>
            {stepWords[each]}
          </li>
        ))}
      </ol>
      <h2 ref={heading} tabIndex={-1} className={cx('stepName')}>
        {isSimulated && step === 'reach' ? 'Which one shall it be?' : stepNames[step]}
      </h2>
    </>
  );
}

function changeWords(
  machine: MachineDto | null,
  isChange: boolean,
): { readonly machine: string; readonly action: string } | null {
  if (machine === null) return null;
  const { name } = machine;
  return isChange
    ? { machine: `${name} is read anew with these settings.`, action: 'Keep these settings' }
    : { machine: `One more device that ${name} is read by.`, action: 'Add this device' };
}

function summaryOf(
  entry: CatalogueEntry,
  device: DeviceDto,
  names: ChannelNames,
): readonly string[] {
  const labels = device.channels.map(({ id, label }) => names[id]?.label ?? label);
  return [
    `${nameOf(entry)}, a reading every ${device.intervalS} s`,
    `Channels: ${labels.join(', ')}`,
    ...(entry.kind.origin === 'measured' ? ['It is only read. Nothing is ever set at it.'] : []),
  ];
}
