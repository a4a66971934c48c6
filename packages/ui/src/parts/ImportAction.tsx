import type { RoastDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { RequestRefused, reasonText } from '#api/request.ts';
import { importRoast, readRoast } from '#api/roasts.ts';
import { Action, type Weight } from '#parts/Action.tsx';
import styles from './ImportAction.module.css';

/** Chooses a roast file, or takes a dropped one, and reads it into the station; says what could not be kept. */
export function ImportAction(props: {
  readonly label: string;
  readonly weight?: Weight;
  readonly dropped: File | null;
  readonly onImported: (roast: RoastDto) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const take = async (file: File) => {
    setSaid(`Reading ${file.name}`);
    try {
      const { roast, lost } = await importRoast(file);
      await queries.invalidateQueries({ queryKey: ['roasts'] });
      setSaid(lost.length === 0 ? '' : `Not kept: ${lost.map((l) => l.field).join(', ')}`);
      props.onImported(roast);
    } catch (error) {
      if (!(await isThere(error))) setSaid(reasonText(error));
    }
  };
  /** A file that is stored already leads to its roast: that is what whoever imports it wants. */
  const isThere = async (error: unknown): Promise<boolean> => {
    if (!(error instanceof RequestRefused) || error.roastId === null) return false;
    const roast = await readRoast(error.roastId).catch(() => null);
    if (roast === null) return false;
    setSaid('It was stored already.');
    props.onImported(roast);
    return true;
  };
  const taken = useRef<File | null>(null);
  useEffect(() => {
    if (!props.dropped || props.dropped === taken.current) return;
    taken.current = props.dropped;
    void take(props.dropped);
  });
  return (
    <span className={styles['import']}>
      <Action weight={props.weight ?? 'secondary'} onClick={() => input.current?.click()}>
        {props.label}
      </Action>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Roast file"
        accept=".alog"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      {said ? (
        <span role="status" className={styles['said']}>
          {said}
        </span>
      ) : null}
    </span>
  );
}
