import type { IdentityDto, NewIdentityDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addIdentity } from '#api/identities.ts';
import { reasonText } from '#api/request.ts';
import { identityWords } from '#display/role-words.ts';
import { useLiveState } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import { Choice } from '#parts/Choice.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);
type Role = IdentityDto['role'];

const roleChoices = (Object.keys(identityWords) as Role[]).map((value) => ({
  value,
  label: identityWords[value].label,
}));

/** A token that ends by itself is for who comes and goes; what stays on the wall must not fall silent one morning. */
const lastings = {
  revoked: { label: 'Until it is revoked', days: null },
  month: { label: '30 days', days: 30 },
  year: { label: 'A year', days: 365 },
} as const;

const lastingChoices = (Object.keys(lastings) as (keyof typeof lastings)[]).map((value) => ({
  value,
  label: lastings[value].label,
}));

/** Gives something that is no person a token, and shows it this once. */
export function NewIdentity() {
  const queries = useQueryClient();
  const machines = useLiveState((live) => live.machines) ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('device');
  const [chosen, setChosen] = useState('');
  const [lasts, setLasts] = useState<keyof typeof lastings>('revoked');
  const [made, setMade] = useState<NewIdentityDto | null>(null);
  const [refusal, setRefusal] = useState('');
  const machineId = chosen || machines[0]?.id;
  const send = async () => {
    try {
      const about = role === 'device' && machineId !== undefined ? { machineId } : {};
      const lastsDays = lastings[lasts].days;
      const until = lastsDays === null ? {} : { lastsDays };
      setMade(await addIdentity({ name, role, ...about, ...until }));
      setName('');
      setRefusal('');
      await queries.invalidateQueries({ queryKey: ['identities'] });
    } catch (error) {
      setRefusal(reasonText(error));
    }
  };
  return (
    <form
      className={cx('form')}
      aria-label="Give a token"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3 className={cx('title')}>Give a token</h3>
      <label className={cx('line')}>
        What it is called
        <input
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <Choice
        label="What it is"
        value={role}
        options={roleChoices}
        hint={identityWords[role].may}
        onChange={setRole}
      />
      {role === 'device' ? (
        <label className={cx('line')}>
          The machine it speaks for
          <select value={machineId} onChange={({ target }) => setChosen(target.value)}>
            {machines.map((machine) => (
              <option key={machine.id} value={machine.id}>
                {machine.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <Choice
        label="How long its token opens"
        value={lasts}
        options={lastingChoices}
        onChange={setLasts}
      />
      {made === null ? null : <OnceShown made={made} onGone={() => setMade(null)} />}
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
      <Action type="submit" disabled={name.trim() === ''}>
        Give it a token
      </Action>
    </form>
  );
}

/** The token, until its reader says that it is put where it belongs. */
function OnceShown(props: { readonly made: NewIdentityDto; readonly onGone: () => void }) {
  const { identity, token } = props.made;
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(token);
      setSaid('Copied.');
    } catch {
      // Over plain http a browser gives no clipboard; the text can be selected.
      setSaid('Select it and copy it by hand.');
    }
  };
  return (
    <div role="status" className={cx('group')}>
      <p className={cx('words')}>
        The token of {identity.name}. It is shown this once and kept nowhere: put it where{' '}
        {identity.name} reads it.
      </p>
      <code className={cx('token')}>{token}</code>
      <div className={cx('tools')}>
        <Action onClick={() => void copy()}>Copy</Action>
        <Action weight="quiet" onClick={props.onGone}>
          It is in its place
        </Action>
        <span className={cx('words')}>{said}</span>
      </div>
    </div>
  );
}
