import type {
  Identity,
  PeopleNote,
  PeopleStore,
  Person,
  Secrets,
  SignIn,
} from '@artisan-ts/runtime';

/** People in memory alone. What is asked is answered in order, and later, as by a store in a thread of its own. */
export class MemoryPeopleStore implements PeopleStore {
  readonly persons = new Map<string, Person>();
  readonly open = new Map<string, SignIn>();
  readonly known = new Map<string, Identity>();
  readonly notes: PeopleNote[] = [];
  #last: Promise<unknown> = Promise.resolve();

  people = () => this.#later(() => [...this.persons.values()]);
  signIns = () => this.#later(() => [...this.open.values()]);
  identities = () => this.#later(() => [...this.known.values()]);

  savePerson = (person: Person, isFirst: boolean, note: PeopleNote) =>
    this.#later(() => {
      const others = [...this.persons.values()].filter(({ id }) => id !== person.id);
      const isTaken = others.some(({ nameKey }) => nameKey === person.nameKey);
      if (isTaken || (isFirst && others.length > 0)) return false;
      this.persons.set(person.id, person);
      this.notes.push(note);
      return true;
    });

  saveIdentity = (identity: Identity, note: PeopleNote) =>
    this.#later(() => {
      const { id, nameKey } = identity;
      const others = [...this.known.values()].filter((each) => each.isActive && each.id !== id);
      if (identity.isActive && others.some((each) => each.nameKey === nameKey)) return false;
      this.known.set(id, identity);
      this.notes.push(note);
      return true;
    });

  openSignIn = (signIn: SignIn, note: PeopleNote) =>
    this.#later(() => {
      this.open.set(signIn.tokenDigest, signIn);
      this.notes.push(note);
    });

  touchSignIn = () => this.#later(() => undefined);
  endSignIn = (digest: string) => this.#later(() => void this.open.delete(digest));
  endSignIns = (personId: string) =>
    this.#later(() => {
      for (const [digest, signIn] of this.open)
        if (signIn.personId === personId) this.open.delete(digest);
    });
  takeTry = () => this.#later(() => null);
  giveTriesBack = () => this.#later(() => undefined);
  note = (_orgId: string, note: PeopleNote) => this.#later(() => void this.notes.push(note));

  #later<Answer>(work: () => Answer): Promise<Answer> {
    const done = this.#last.then(work);
    this.#last = done;
    return done;
  }
}

/** Secrets that anybody could guess, which take as many turns as a slow hash does. */
export function plainSecrets(): Secrets {
  let made = 0;
  const slowly = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    token: () => `token-${made++}`,
    digest: (token) => `digest of ${token}`,
    seal: async (pin) => {
      await slowly();
      return `sealed ${pin}`;
    },
    opens: async (pin, sealed) => {
      await slowly();
      return sealed === `sealed ${pin}`;
    },
  };
}
