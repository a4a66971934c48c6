import type { PersonDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { roleWords } from '#display/role-words.ts';
import { Action } from '#parts/Action.tsx';
import { StateCard } from '#parts/StateCard.tsx';
import { ToggleChips } from '#parts/ToggleChips.tsx';
import { PinField } from '#screens/people/SignInScreen.tsx';
import { type Roles, useChangePerson } from '#screens/people/use-change-person.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** Somebody who works here; an admin changes roles and PIN, and puts them away and back. */
export function PersonCard(props: { readonly person: PersonDto; readonly canManage: boolean }) {
  const { person, canManage } = props;
  const { name, isActive } = person;
  const { roles, said, refusal, change, choose } = useChangePerson(person);
  const [pin, setPin] = useState('');
  const changePin = async () => {
    if (await change({ pin }, 'The PIN is changed; they sign in anew.')) setPin('');
  };
  return (
    <StateCard
      name={name}
      heading="h2"
      tone={isActive ? 'true' : 'quiet'}
      state={isActive ? labelsOf(person.roles) : 'Put away'}
    >
      {canManage ? (
        <>
          <ToggleChips
            legend={`Roles of ${name}`}
            options={roleWords.map(({ role: value, label }) => ({ value, label }))}
            chosen={roles}
            onChange={(chosen) => void choose([...chosen])}
          />
          <div className={cx('tools')}>
            <PinField
              label={`New PIN of ${name}`}
              value={pin}
              onChange={setPin}
              autoComplete="new-password"
            />
            <Action disabled={pin.length < 4} onClick={() => void changePin()}>
              Change the PIN
            </Action>
            <Action
              weight="quiet"
              onClick={() => void change({ isActive: !isActive }, isActive ? 'Put away.' : 'Back.')}
            >
              {isActive ? 'Put away' : 'Undo: bring back'}
            </Action>
          </div>
        </>
      ) : null}
      <p role="status" className={cx('words')}>
        {said}
      </p>
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
    </StateCard>
  );
}

function labelsOf(roles: Roles): string {
  return roleWords
    .filter(({ role }) => roles.includes(role))
    .map(({ label }) => label)
    .join(', ');
}
