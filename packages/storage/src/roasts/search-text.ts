/**
 * A text as it is searched: without case and without accents, so that "cafe" finds "Café" on any keyboard.
 */
export function searchText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** The words of a search; each has to occur. */
export function searchWords(search: string): string[] {
  return searchText(search)
    .split(/\s+/)
    .filter((word) => word !== '');
}
