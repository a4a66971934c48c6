import type { IdentityDto } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listIdentities, revokeIdentity } from '#api/identities.ts';
import { reasonText } from '#api/request.ts';
import { identityWords } from '#display/role-words.ts';
import { useLiveState } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import { StateCard } from '#parts/StateCard.tsx';
import { NewIdentity } from '#screens/people/NewIdentity.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** Devices, agents and services that speak with a token of their own; for who manages people. */
export function Identities() {
  const { data } = useQuery({ queryKey: ['identities'], queryFn: listIdentities });
  return (
    <section aria-label="Devices, agents and services" className={cx('group')}>
      <h2 className={cx('title')}>Devices, agents and services</h2>
      <p className={cx('words')}>
        What is no person speaks with a token of its own, never with a PIN: a microphone that hears
        first crack, a bridge on another computer, a program that reads roasts. What it says bears
        its name.
      </p>
      {data?.map((identity) => (
        <IdentityCard key={identity.id} identity={identity} />
      ))}
      <NewIdentity />
    </section>
  );
}

function IdentityCard({ identity }: { readonly identity: IdentityDto }) {
  const { id, name, role, machineId, isActive, usedAtMs, endsAtMs } = identity;
  const queries = useQueryClient();
  const machines = useLiveState((live) => live.machines) ?? [];
  const [isSure, setSure] = useState(false);
  const [refusal, setRefusal] = useState('');
  const revoke = async () => {
    try {
      await revokeIdentity(id);
    } catch (error) {
      setRefusal(reasonText(error));
    }
    setSure(false);
    await queries.invalidateQueries({ queryKey: ['identities'] });
  };
  const machine = machines.find((each) => each.id === machineId)?.name ?? machineId;
  const used = usedAtMs === null ? 'never' : new Date(usedAtMs).toLocaleString();
  const ends = endsAtMs === null ? '' : `Ends: ${new Date(endsAtMs).toLocaleDateString()}.`;
  return (
    <StateCard
      name={name}
      heading="h3"
      tone={isActive ? 'true' : 'quiet'}
      state={isActive ? identityWords[role].label : 'Revoked or ended'}
    >
      <p className={cx('words')}>
        {machine === null ? identityWords[role].may : `Speaks for ${machine}.`} Last used: {used}.{' '}
        {ends}
      </p>
      {isActive ? (
        <div className={cx('tools')}>
          {isSure ? (
            <>
              <Action onClick={() => void revoke()}>Yes, revoke {name} for good</Action>
              <Action weight="quiet" onClick={() => setSure(false)}>
                Keep it
              </Action>
            </>
          ) : (
            <Action weight="quiet" onClick={() => setSure(true)}>
              Revoke
            </Action>
          )}
        </div>
      ) : null}
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
    </StateCard>
  );
}
