import { type RefObject, useRef, useState } from 'react';
import { signInByPasskey } from '#api/passkeys.ts';
import { signIn } from '#api/people.ts';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { useTabName } from '#parts/use-tab-name.ts';
import { passkeyObstacle, passkeyRefusal } from '#session/passkey-words.ts';
import { useBecome } from '#session/use-who.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** A name is chosen, a PIN is typed. Nothing that is recorded waits for it. */
export function SignInScreen({ names }: { readonly names: readonly string[] }) {
  useTabName('Sign in');
  const become = useBecome();
  const [name, setName] = useState(names.length === 1 ? (names[0] ?? '') : '');
  const [pin, setPin] = useState('');
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  const pinField = useRef<HTMLInputElement>(null);
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setRefusal('');
    try {
      await become(await signIn(name, pin));
    } catch (error) {
      setPin('');
      setRefusal(reasonText(error));
      setBusy(false);
      pinField.current?.focus();
    }
  };
  const obstacle = passkeyObstacle();
  const byPasskey = async () => {
    try {
      await become(await signInByPasskey());
    } catch (error) {
      setRefusal(passkeyRefusal(error));
    }
  };
  return (
    <main className={cx('gate')}>
      <form
        className={cx('form')}
        aria-label="Sign in"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h1>Who is here?</h1>
        {names.length > 1 ? (
          <fieldset className={cx('names')}>
            <legend>Name</legend>
            {names.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === name}
                onClick={() => {
                  setName(each);
                  pinField.current?.focus();
                }}
              >
                {each}
              </button>
            ))}
          </fieldset>
        ) : (
          <label className={cx('line')}>
            Name
            <input
              autoComplete="username"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </label>
        )}
        <PinField
          label="PIN"
          value={pin}
          onChange={setPin}
          autoComplete="current-password"
          field={pinField}
        />
        {refusal ? (
          <p role="alert" className={cx('problem')}>
            {refusal}
          </p>
        ) : null}
        <Action weight="primary" type="submit" disabled={name === '' || pin.length < 4 || isBusy}>
          {isBusy ? 'Signing in' : 'Sign in'}
        </Action>
        {obstacle === null ? (
          <Action weight="quiet" onClick={() => void byPasskey()}>
            Use a passkey
          </Action>
        ) : (
          <p className={cx('words')}>{obstacle}</p>
        )}
        <p className={cx('words')}>
          Recording goes on while nobody is signed in, and so does the roast. A screen stays signed
          in for twelve hours after it was used last.
        </p>
      </form>
    </main>
  );
}

/** Digits that are not shown. */
export function PinField(props: {
  readonly label: string;
  readonly value: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly onChange: (pin: string) => void;
}) {
  return (
    <label className={cx('line')}>
      {props.label}
      <input
        ref={props.field}
        type="password"
        inputMode="numeric"
        autoComplete={props.autoComplete}
        maxLength={12}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value.replace(/\D/g, ''))}
      />
    </label>
  );
}
