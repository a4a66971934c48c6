import type { ChangePersonBody, PersonDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePerson } from '#api/people.ts';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { StateCard } from '#parts/StateCard.tsx';
import { ToggleChips } from '#parts/ToggleChips.tsx';
import { roleWords } from '#screens/people/role-words.ts';
import { PinField } from '#screens/people/SignInScreen.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** Somebody who works here; an admin changes roles and PIN, and puts them away and back. */
export function PersonCard(props: { readonly person: PersonDto; readonly canManage: boolean }) {
  const { person, canManage } = props;
  const { name, roles, isActive } = person;
  const queries = useQueryClient();
  const [pin, setPin] = useState('');
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState('');
  const change = async (body: ChangePersonBody, words: string) => {
    try {
      await changePerson(person.id, body);
      setPin('');
      setRefusal('');
      setSaid(words);
    } catch (error) {
      setRefusal(reasonText(error));
    }
    await queries.invalidateQueries({ queryKey: ['people'] });
    await queries.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <StateCard
      name={name}
      heading="h2"
      tone={isActive ? 'true' : 'quiet'}
      state={isActive ? labelsOf(roles) : 'Put away'}
    >
      {canManage ? (
        <>
          <ToggleChips
            legend={`Roles of ${name}`}
            options={roleWords.map(({ role: value, label }) => ({ value, label }))}
            chosen={roles}
            onChange={(chosen) => void change({ roles: [...chosen] }, 'Kept.')}
          />
          <div className={cx('tools')}>
            <PinField
              label={`New PIN of ${name}`}
              value={pin}
              onChange={setPin}
              autoComplete="new-password"
            />
            <Action
              disabled={pin.length < 4}
              onClick={() => void change({ pin }, 'The PIN is changed; they sign in anew.')}
            >
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

function labelsOf(roles: PersonDto['roles']): string {
  return roleWords
    .filter(({ role }) => roles.includes(role))
    .map(({ label }) => label)
    .join(', ');
}
