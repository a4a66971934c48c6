import type { PasskeyDto } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addPasskey, listPasskeys, removePasskey } from '#api/passkeys.ts';
import { Action } from '#parts/Action.tsx';
import { passkeyObstacle, passkeyRefusal } from '#session/passkey-words.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** Passkeys of whoever is signed in, beside their PIN. */
export function Passkeys() {
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['passkeys'], queryFn: listPasskeys });
  const [label, setLabel] = useState('');
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState('');
  const obstacle = passkeyObstacle();
  const change = async (act: () => Promise<unknown>, words: string) => {
    setSaid('');
    setRefusal('');
    try {
      await act();
      setLabel('');
      // What is said to be so stands in the list when it is said.
      await queries.invalidateQueries({ queryKey: ['passkeys'] });
      setSaid(words);
    } catch (error) {
      setRefusal(passkeyRefusal(error));
      await queries.invalidateQueries({ queryKey: ['passkeys'] });
    }
  };
  return (
    <section aria-label="Your passkeys" className={cx('group')}>
      <h2 className={cx('title')}>Your passkeys</h2>
      <p className={cx('words')}>
        A passkey signs you in with finger, face or a key on your ring, without typing. Your PIN
        stays.
      </p>
      {data?.map((passkey) => (
        <div key={passkey.id} className={cx('tools')}>
          <span>{wordsOf(passkey)}</span>
          <Action
            weight="quiet"
            aria-label={`Remove ${passkey.label}`}
            onClick={() =>
              void change(() => removePasskey(passkey.id), `${passkey.label} is removed.`)
            }
          >
            Remove
          </Action>
        </div>
      ))}
      {obstacle === null ? (
        <div className={cx('tools')}>
          <label className={cx('line')}>
            Name of the new passkey
            <input
              autoComplete="off"
              maxLength={60}
              placeholder="phone, blue key"
              value={label}
              onChange={({ target }) => setLabel(target.value)}
            />
          </label>
          <Action
            disabled={label.trim() === ''}
            onClick={() =>
              void change(() => addPasskey(label.trim()), 'It signs you in from now on.')
            }
          >
            Add a passkey
          </Action>
        </div>
      ) : (
        <p className={cx('words')}>{obstacle}</p>
      )}
      <p role="status" className={cx('words')}>
        {said}
      </p>
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
    </section>
  );
}

function wordsOf({ label, place, usedAtMs }: PasskeyDto): string {
  const used = usedAtMs === null ? 'not used yet' : `used ${new Date(usedAtMs).toLocaleString()}`;
  return `${label}, at ${place}, ${used}`;
}
