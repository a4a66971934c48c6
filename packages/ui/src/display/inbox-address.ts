/** What an address of the inbox may say: the mission that is open. */
export interface InboxSearch {
  readonly mission: string;
}

/** The inbox as it opens: on what waits, the first of it open. */
export const inboxOpened: InboxSearch = { mission: '' };

export function inboxSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  return { mission: typeof search['mission'] === 'string' ? search['mission'] : '' };
}
