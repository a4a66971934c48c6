import type { ArtisanSettingsDto } from '@artisan-ts/contracts';
import { useRef, useState } from 'react';
import { readSettingsFile } from '#api/connect.ts';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { Dot } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

type Finding = ArtisanSettingsDto['findings'][number];
type FoundMachine = NonNullable<ArtisanSettingsDto['machine']>;

/** The way in for somebody who has settings of Artisan: what they hold, thing by thing, and the machine in them. */
export function SettingsFile(props: { readonly onMachine: (machine: FoundMachine) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<ArtisanSettingsDto | null>(null);
  const [problem, setProblem] = useState('');
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setProblem('');
    try {
      setRead(await readSettingsFile(file));
    } catch (error) {
      setRead(null);
      setProblem(reasonText(error));
    }
  };
  const machine = read?.machine ?? null;
  return (
    <section aria-label="Settings of Artisan" className={cx('find')}>
      <input
        ref={input}
        type="file"
        accept=".aset"
        hidden
        aria-label="Artisan settings file"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
      <Action onClick={() => input.current?.click()}>I have an Artisan settings file</Action>
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      {read === null ? null : (
        <div role="status" className={cx('find')}>
          {machine === null ? (
            <p>No machine can be made of it: its device is not read here yet.</p>
          ) : (
            <Action weight="primary" onClick={() => props.onMachine(machine)}>
              Go on with {machine.name}
            </Action>
          )}
          <Findings title="Taken" findings={read.findings.filter(({ isTaken }) => isTaken)} />
          <Findings title="Left" findings={read.findings.filter(({ isTaken }) => !isTaken)} />
        </div>
      )}
    </section>
  );
}

function Findings(props: { readonly title: string; readonly findings: readonly Finding[] }) {
  const { title, findings } = props;
  if (findings.length === 0) return null;
  return (
    <div className={cx('find')}>
      <h3>
        {title} <span className={cx('quiet')}>{findings.length}</span>
      </h3>
      <ul className={cx('summary')}>
        {findings.map(({ kind, name, detail, isTaken, why }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what a file holds does not change, and may stand twice.
          <li key={`${kind} ${at}`} className={cx('verdict')}>
            <Dot tone={isTaken ? 'true' : 'quiet'}>{name}</Dot>
            <span className={cx('quiet')}>
              {' '}
              {[detail, why].filter((part) => part !== '').join('. ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
