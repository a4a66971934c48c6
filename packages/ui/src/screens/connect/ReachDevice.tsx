import type { DeviceDto, DriverKindDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { describeDevice } from '#api/connect.ts';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import type { CatalogueEntry } from '#screens/connect/catalogue.ts';
import { FindHosts } from '#screens/connect/FindHosts.tsx';
import { FindPorts } from '#screens/connect/FindPorts.tsx';
import {
  refusedSetting,
  type SettingTexts,
  settingProblems,
  settingsOf,
} from '#screens/machines/machine-form.ts';
import { SettingInput } from '#screens/machines/SettingInput.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

type Field = DriverKindDto['fields'][number];

/** Where the machine is, and whatever else its kind of device has to know. Goes on with what the device will deliver. */
export function ReachDevice(props: {
  readonly entry: CatalogueEntry;
  readonly texts: SettingTexts;
  readonly action: string;
  readonly onChange: (texts: SettingTexts) => void;
  readonly onBack: () => void;
  /** Rejects with what stands in the way of going on. */
  readonly onNext: (device: DeviceDto) => Promise<void>;
}) {
  const { entry, texts, onChange } = props;
  const { kind } = entry;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const next = async () => {
    const wrong = settingProblems(kind, texts);
    setProblems(wrong);
    setProblem('');
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const device = { driver: kind.name, settings: settingsOf(kind, texts) };
      await props.onNext(await describeDevice(device));
    } catch (error) {
      const refused = refusedSetting(kind, reasonText(error));
      if (refused === null) setProblem(reasonText(error));
      else setProblems({ [refused.name]: refused.words });
    } finally {
      setBusy(false);
    }
  };
  const firstWrong = kind.fields.find(({ name }) => problems[name] !== undefined)?.name;
  const set = (name: string, text: string) => onChange({ ...texts, [name]: text });
  const input = (field: Field) => (
    <SettingInput
      key={field.name}
      field={field}
      text={texts[field.name] ?? String(field.default ?? '')}
      problem={problems[field.name]}
      isFirstWrong={field.name === firstWrong}
      onChange={(text) => set(field.name, text)}
    />
  );
  const near = kind.fields.filter((field) => isNear(field, entry));
  const more = kind.fields.filter((field) => !isNear(field, entry));
  return (
    <form
      className={cx('step')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void next();
      }}
    >
      {near.map((field) => (
        <div key={field.name} className={cx('place')}>
          {input(field)}
          <Finding
            field={field}
            entry={entry}
            texts={texts}
            onFound={(text) => set(field.name, text)}
          />
        </div>
      ))}
      {more.length > 0 ? (
        <details className={cx('more')} open={more.some(({ name }) => problems[name]) || undefined}>
          <summary>
            {entry.brand === null ? 'More settings' : 'More settings, as this machine is delivered'}
          </summary>
          <div className={cx('fields')}>{more.map(input)}</div>
        </details>
      ) : null}
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={cx('actions')}>
        <Action type="submit" weight="primary" disabled={isBusy}>
          {props.action}
        </Action>
        <Action weight="quiet" onClick={props.onBack}>
          Back
        </Action>
      </div>
    </form>
  );
}

/** The search that fits a field: ports, hosts, or both. */
function Finding(props: {
  readonly field: Field;
  readonly entry: CatalogueEntry;
  readonly texts: SettingTexts;
  readonly onFound: (text: string) => void;
}) {
  const { field, onFound } = props;
  const { finds } = field;
  if (finds === undefined) return null;
  const wire = wireOf(props.entry, props.texts);
  const port = finds.tcpPort;
  const written = finds.written ?? '{host}';
  return (
    <div className={cx('finds')}>
      {finds.isSerial && wire !== 'network' ? <FindPorts onChoose={onFound} /> : null}
      {port !== undefined && wire !== 'serial' ? (
        <FindHosts port={port} onChoose={(host) => onFound(written.replace('{host}', host))} />
      ) : null}
    </div>
  );
}

/** What must be said, or says where the device is; of a kind of device also the wire. */
function isNear(field: Field, entry: CatalogueEntry): boolean {
  if (field.finds !== undefined || field.default === undefined) return true;
  return entry.brand === null && ['wire', 'machine', 'channels', 'pattern'].includes(field.name);
}

function wireOf(entry: CatalogueEntry, texts: SettingTexts): CatalogueEntry['wire'] {
  if (entry.wire !== null) return entry.wire;
  const said = texts['wire'] ?? '';
  if (['serial', 'RTU', 'ASCII'].includes(said)) return 'serial';
  return ['network', 'TCP', 'UDP', 'WiFi'].includes(said) ? 'network' : null;
}
