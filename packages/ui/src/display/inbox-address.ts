/** What an address of the inbox may say: the mission that is open. Without one it opens on the first that waits. */
export interface InboxSearch {
  readonly mission?: string;
}

export function inboxSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  const { mission } = search;
  return typeof mission === 'string' && mission !== '' ? { mission } : {};
}
