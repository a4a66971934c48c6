import type { ChangeSettingsBody } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { learnAnswer } from '#api/learn-answer.ts';
import { reasonText } from '#api/request.ts';
import { changeSettings, getSettings } from '#api/settings.ts';
import { Action } from '#parts/Action.tsx';
import {
  AgentFields,
  OutsideFields,
  type SettingFieldsProps,
} from '#screens/settings/AgentFields.tsx';
import { SettingField } from '#screens/settings/SettingField.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingsScreen.module.css';

const cx = classNames(styles);
const queryKey = ['settings'];

/** What holds for the whole station. Every change says that it was kept and can be undone. */
export function StationSettings() {
  const queries = useQueryClient();
  const { data: settings, error } = useQuery({ queryKey, queryFn: getSettings });
  const [before, setBefore] = useState<ChangeSettingsBody | null>(null);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const change = async (name: keyof ChangeSettingsBody, body: ChangeSettingsBody) => {
    try {
      const undo = settings && { [name]: settings[name] };
      await learnAnswer(queries, queryKey, await changeSettings(body));
      setBefore(undo ?? null);
      setRefused({});
      return true;
    } catch (reason) {
      setRefused({ [name]: reasonText(reason) });
      return false;
    }
  };
  const undo = async () => {
    if (before === null) return;
    try {
      await learnAnswer(queries, queryKey, await changeSettings(before));
      setBefore(null);
    } catch (reason) {
      setRefused({ undo: reasonText(reason) });
    }
  };
  return (
    <section aria-label="This station" className={cx('group')}>
      <h2 className={cx('title')}>This station</h2>
      {settings ? <Fields settings={settings} refused={refused} onChange={change} /> : null}
      {settings ? null : (
        <p className={cx('help')}>{error?.message ?? 'Looking for the station.'}</p>
      )}
      {before === null ? null : (
        <p role="status" className={cx('kept')}>
          Kept.
          <Action onClick={() => void undo()}>Undo</Action>
        </p>
      )}
      {refused['undo'] ? (
        <p role="alert" className={cx('problem')}>
          {refused['undo']}
        </p>
      ) : null}
    </section>
  );
}

function Fields(props: SettingFieldsProps) {
  const { settings, refused, onChange } = props;
  const { autosaveFolder, keepReadingsDays, autosave } = settings;
  return (
    <>
      <SettingField
        label="Save every closed roast as .alog in this folder"
        help={`A folder on the computer of the station. Leave empty to save none.${autosave ? ` ${autosave.message}` : ''}`}
        value={autosaveFolder ?? ''}
        problem={refused['autosaveFolder']}
        onKeep={(text) => onChange('autosaveFolder', { autosaveFolder: text === '' ? null : text })}
      />
      <SettingField
        label="Keep single readings for, days"
        help="7 to 3650. Roasts are kept for ever; this is for what was read between them."
        value={String(keepReadingsDays)}
        inputMode="numeric"
        problem={refused['keepReadingsDays']}
        onKeep={(text) => onChange('keepReadingsDays', { keepReadingsDays: Number(text) })}
      />
      <AgentFields {...props} />
      <OutsideFields {...props} />
    </>
  );
}
