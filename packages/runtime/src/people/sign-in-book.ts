import type { PersonId } from '@artisan-ts/domain';
import type { PeopleNote, PeopleStore, Secrets, SignIn } from '#ports/people-store.ts';
import type { CallerUse } from '#station.ts';

/** That it was used is written down at most so often. */
const touchEveryMs = 5 * 60_000;

/** Sign-ins that have ended and are forgotten when somebody signs in: more would keep them waiting. */
const endedMax = 20;

/** Who is signed in where: in mind for every request, and on disk, so that a restart signs nobody out. */
export class SignInBook {
  readonly #store: PeopleStore;
  readonly #secrets: Secrets;
  readonly #orgId: string;
  readonly #open = new Map<string, SignIn>();

  constructor(store: PeopleStore, secrets: Secrets, orgId: string) {
    this.#store = store;
    this.#secrets = secrets;
    this.#orgId = orgId;
  }

  /** @throws ArtisanError `store.*` */
  async begin(): Promise<void> {
    for (const signIn of await this.#store.signIns(this.#orgId)) {
      this.#open.set(signIn.tokenDigest, signIn);
    }
  }

  /** The sign-in of that digest while it lasts; asking with it makes it last, looking does not. */
  find(digest: string, nowMs: number, use: CallerUse): SignIn | null {
    const signIn = this.#open.get(digest);
    if (signIn === undefined || hasEnded(signIn, nowMs)) return null;
    if (use === 'asks' && nowMs - signIn.usedAtMs > touchEveryMs) {
      this.#open.set(digest, { ...signIn, usedAtMs: nowMs });
      // Not written, it ends a little earlier after a restart.
      void this.#store.touchSignIn(digest, nowMs).catch(() => undefined);
    }
    return signIn;
  }

  /** Gives the secret, which is kept nowhere here. @throws ArtisanError `store.*` */
  async open(
    personId: PersonId,
    { nowMs, lastsMs, note }: { nowMs: number; lastsMs: number; note: PeopleNote },
  ): Promise<string> {
    const token = this.#secrets.token();
    const tokenDigest = this.#secrets.digest(token);
    const orgId = this.#orgId;
    const signIn = { tokenDigest, orgId, personId, atMs: nowMs, usedAtMs: nowMs, lastsMs };
    await this.#forgetEnded(nowMs);
    await this.#store.openSignIn(signIn, note, nowMs);
    this.#open.set(tokenDigest, signIn);
    return token;
  }

  /** Most sign-ins end without a word: a command that is over, a screen that nobody came back to. */
  async #forgetEnded(nowMs: number): Promise<void> {
    const ended = [...this.#open.values()].filter((signIn) => hasEnded(signIn, nowMs));
    for (const { tokenDigest } of ended.slice(0, endedMax)) {
      await this.#store.endSignIn(tokenDigest, this.#orgId, null, nowMs);
      this.#open.delete(tokenDigest);
    }
  }

  /** @throws ArtisanError `store.*` */
  async end(token: string, nowMs: number, note: (of: PersonId) => PeopleNote): Promise<void> {
    const digest = this.#secrets.digest(token);
    const signIn = this.#open.get(digest);
    if (signIn === undefined) return;
    this.#open.delete(digest);
    await this.#store.endSignIn(digest, this.#orgId, note(signIn.personId), nowMs);
  }

  /** Ends every sign-in of a person. @throws ArtisanError `store.*` */
  async endAll(personId: PersonId): Promise<void> {
    for (const [digest, signIn] of this.#open) {
      if (signIn.personId === personId) this.#open.delete(digest);
    }
    await this.#store.endSignIns(personId);
  }
}

function hasEnded({ usedAtMs, lastsMs }: SignIn, nowMs: number): boolean {
  return nowMs - usedAtMs > lastsMs;
}
