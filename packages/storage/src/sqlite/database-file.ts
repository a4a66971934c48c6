/** One SQLite file of ours: how to recognise it, and how its form grew. */
export interface DatabaseFile {
  /** Its name in the data folder. */
  readonly name: string;
  /** In the header of the file, so that no other program's database is ever taken for ours. */
  readonly applicationId: number;
  /**
   * SQL that takes the file from version i to version i + 1. Append only, and frozen once released: it is
   * plain text, because a query builder may write something else next year.
   */
  readonly migrations: readonly string[];
}

/** `write` makes and upgrades the file when needed; `read` changes nothing. */
export type OpenMode = 'write' | 'read';
