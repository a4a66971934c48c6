import type { PersonDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addPerson } from '#api/people.ts';
import { reasonText } from '#api/request.ts';
import { roleWords } from '#display/role-words.ts';
import { Action } from '#parts/Action.tsx';
import { ToggleChips } from '#parts/ToggleChips.tsx';
import { PinField } from '#screens/people/SignInScreen.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);
type Roles = PersonDto['roles'];

/** Adds somebody, with a PIN that they change or have changed later. */
export function NewPerson() {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Roles>(['operator']);
  const [pin, setPin] = useState('');
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState('');
  const send = async () => {
    try {
      const person = await addPerson({ name, roles, pin });
      setName('');
      setPin('');
      setRefusal('');
      await queries.invalidateQueries({ queryKey: ['people'] });
      setSaid(`${person.name} can sign in.`);
    } catch (error) {
      setRefusal(reasonText(error));
    }
  };
  return (
    <form
      className={cx('form')}
      aria-label="Add a person"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 className={cx('title')}>Add a person</h2>
      <label className={cx('line')}>
        Name
        <input
          autoComplete="off"
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <ToggleChips
        legend="Roles"
        options={roleWords.map(({ role: value, label }) => ({ value, label }))}
        chosen={roles}
        onChange={(chosen) => setRoles([...chosen])}
      />
      <PinField
        label="PIN, 4 to 12 digits"
        value={pin}
        onChange={setPin}
        autoComplete="new-password"
      />
      <p role="status" className={cx('words')}>
        {said}
      </p>
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
      <Action
        weight="primary"
        type="submit"
        disabled={name.trim() === '' || pin.length < 4 || roles.length === 0}
      >
        Add this person
      </Action>
    </form>
  );
}
