import { useQuery } from '@tanstack/react-query';
import { listPeople } from '#api/people.ts';
import { roleWords } from '#display/role-words.ts';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { FirstPerson } from '#screens/people/FirstPerson.tsx';
import { Identities } from '#screens/people/Identities.tsx';
import { NewPerson } from '#screens/people/NewPerson.tsx';
import { Passkeys } from '#screens/people/Passkeys.tsx';
import { PersonCard } from '#screens/people/PersonCard.tsx';
import { useMay } from '#session/use-may.ts';
import { useWho } from '#session/use-who.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './People.module.css';

const cx = classNames(styles);

/** Who works here and what each may do; before there is anybody, the making of the first. */
export function PeopleScreen() {
  const who = useWho();
  const { isAllowed: canManage } = useMay('people.manage');
  const isFirstRun = who?.kind === 'first-run';
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: listPeople,
    enabled: who !== undefined && !isFirstRun,
  });
  return (
    <ScreenPage title="People">
      <section aria-label="People" className={cx('group')}>
        {isFirstRun ? <FirstPerson /> : null}
        {data?.map((person) => (
          <PersonCard key={person.id} person={person} canManage={canManage} />
        ))}
        {canManage ? <NewPerson /> : null}
      </section>
      {who?.kind === 'person' ? <Passkeys /> : null}
      {canManage ? <Identities /> : null}
      <section aria-label="Roles" className={cx('group')}>
        <h2 className={cx('title')}>What each role may do</h2>
        <dl className={cx('roles')}>
          {roleWords.map(({ role, label, may }) => (
            <div key={role}>
              <dt>{label}</dt>
              <dd>{may}</dd>
            </div>
          ))}
        </dl>
        <p className={cx('words')}>
          Somebody with several roles may what any of them may. The audit log names who decided,
          signed in, and changed roles.
        </p>
      </section>
    </ScreenPage>
  );
}
