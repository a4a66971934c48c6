import { useState } from 'react';
import { addFirstPerson } from '#api/people.ts';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { PinField } from '#screens/people/SignInScreen.tsx';
import { useBecome } from '#session/use-who.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** Makes the first person. Until then whoever is at this computer may roast and set up, and decide nothing that names a person. */
export function FirstPerson() {
  const become = useBecome();
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isReady = name.trim() !== '' && pin.length >= 4 && pin === again && !isBusy;
  const send = async () => {
    setBusy(true);
    try {
      await become(await addFirstPerson({ name, pin }));
    } catch (error) {
      setRefusal(reasonText(error));
      setBusy(false);
    }
  };
  return (
    <form
      className={cx('form')}
      aria-label="The first person"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void send();
      }}
    >
      <h2 className={cx('title')}>Make the first person</h2>
      <p className={cx('words')}>
        Nobody was made yet. Until somebody is, whoever is at this computer may roast and set up;
        what names a person, such as releasing a roast that was held back, waits. The first person
        is admin and head roaster, and adds the others. From then on everybody signs in.
      </p>
      <label className={cx('line')}>
        Name
        <input
          autoComplete="username"
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <PinField
        label="PIN, 4 to 12 digits"
        value={pin}
        onChange={setPin}
        autoComplete="new-password"
      />
      <PinField label="PIN again" value={again} onChange={setAgain} autoComplete="new-password" />
      {again !== '' && pin !== again ? <p className={cx('words')}>The PINs differ.</p> : null}
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
      <Action weight="primary" type="submit" disabled={!isReady}>
        Make this person and sign in
      </Action>
    </form>
  );
}
