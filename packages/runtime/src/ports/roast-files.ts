import type { Result, RoastId, RoastRecord } from '@artisan-ts/domain';

/** A file as it was written last. */
export interface WrittenFile {
  /** Within its folder. */
  readonly name: string;
  /** Of its content: who changed the file since owns it. */
  readonly digest: string;
}

/** Which file holds which revision of a roast. */
export interface FiledRoast extends WrittenFile {
  readonly roastId: RoastId;
  readonly revision: number;
  readonly folder: string;
}

/** Roast files in folders of this computer. */
export interface RoastFiles {
  /** Whether files can be written there; a refusal says in words why not. */
  check(folder: string): Promise<Result<null>>;
  /**
   * Writes the file of a roast, whole or not at all, and never over anything but `before`, the file that was written
   * for it last, unchanged since.
   *
   * @throws ArtisanError `autosave.folder`
   */
  save(folder: string, record: RoastRecord, before: WrittenFile | null): Promise<WrittenFile>;
}

/** What was saved where. */
export interface FiledRoasts {
  /** Recorded, closed roasts whose present revision is not saved in the folder, oldest first. */
  roastsToFile(folder: string, limit: number): Promise<readonly RoastId[]>;
  filedRoast(id: RoastId): Promise<FiledRoast | null>;
  saveFiledRoast(filed: FiledRoast): Promise<void>;
}
