import type { ChangePersonBody, PersonDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { learnAnswer } from '#api/learn-answer.ts';
import { newestLast } from '#api/newest-last.ts';
import { changePerson } from '#api/people.ts';
import { reasonText } from '#api/request.ts';

/** The roles of a person. */
export type Roles = PersonDto['roles'];

const queryKey = ['people'];

/** A person as an admin changes them, and what came of the latest change. */
export interface PersonDesk {
  /** What was chosen last, while it is being kept; what the station holds otherwise. */
  readonly roles: Roles;
  readonly said: string;
  readonly refusal: string;
  /** Resolves with whether it was kept; `words` say so. */
  readonly change: (body: ChangePersonBody, words: string) => Promise<boolean>;
  readonly choose: (roles: Roles) => Promise<void>;
}

/** The ways to change a person. Roles pressed quickly are kept in the order of the presses; the last one stands. */
export function useChangePerson(person: PersonDto): PersonDesk {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<Roles | null>(null);
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState('');
  const change = async (body: ChangePersonBody, words: string) => {
    try {
      const changed = await changePerson(person.id, body);
      await learnAnswer<readonly PersonDto[]>(queries, queryKey, (known) =>
        known?.map((each) => (each.id === changed.id ? changed : each)),
      );
      setRefusal('');
      setSaid(words);
      return true;
    } catch (error) {
      setRefusal(reasonText(error));
      setSaid('');
      await queries.invalidateQueries({ queryKey });
      return false;
    } finally {
      // Whoever changed themselves may something else now.
      await queries.invalidateQueries({ queryKey: ['session'] });
    }
  };
  const [keepRoles] = useState(() =>
    newestLast(async (roles: Roles) => {
      await change({ roles }, 'Kept.');
    }),
  );
  return {
    // A second press adds to what the first one wants, not to what the station has not answered yet.
    roles: wanted ?? person.roles,
    said,
    refusal,
    change,
    choose: async (roles) => {
      setWanted(roles);
      await keepRoles(roles);
      setWanted((now) => (now === roles ? null : now));
    },
  };
}
