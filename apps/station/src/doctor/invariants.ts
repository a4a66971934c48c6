/** What must always hold, and that the rows of a data folder show. */
export const rowInvariants: readonly { readonly invariant: string; readonly says: string }[] = [
  { invariant: 'INV-01', says: 'a running mission has one holder, who took it' },
  { invariant: 'INV-02', says: 'a mission is completed once, and only then done' },
  { invariant: 'INV-03', says: 'a key has one mission in each generation' },
  { invariant: 'INV-04', says: 'nothing happens to what was completed' },
  { invariant: 'INV-05', says: 'no more attempts than allowed' },
  { invariant: 'INV-07', says: 'never two running under one serial key' },
  { invariant: 'INV-08', says: 'what is done has the journal of every step' },
  {
    invariant: 'INV-09',
    says: 'what waits says for what, and a person let out what was held back',
  },
  { invariant: 'INV-10', says: 'every closing has its report, or one was asked for' },
  { invariant: 'INV-26', says: 'no reading is there twice' },
  { invariant: 'INV-30', says: 'every change of a mission has its entry, and no entry is without' },
  { invariant: 'INV-31', says: 'the audit log has no holes, and its chain holds' },
  { invariant: 'INV-32', says: 'the log holds what its anchors say' },
  { invariant: 'INV-33', says: 'what happened to a mission stands in the log of its organisation' },
  { invariant: 'INV-34', says: 'every change names who asked' },
  { invariant: 'INV-37', says: 'what is written in order never goes back in time' },
  { invariant: 'INV-40', says: 'both files are whole, page by page and row by row' },
];

const simulated = 'campaigns and simulations of the whole station, after every step';
const noCommands = 'nothing here can drive a machine: no driver has a control';

/** What must always hold and rows alone cannot show, with how it is tested; or why there is nothing to test yet. */
export const otherInvariants: readonly {
  readonly invariant: string;
  readonly says: string;
  readonly how: string;
}[] = [
  {
    invariant: 'INV-04',
    says: 'what has ended in any way never changes',
    how: 'triggers of the table, and the conformance suite of mission stores',
  },
  {
    invariant: 'INV-06',
    says: 'a worker holds only what it is registered for',
    how: 'every interleaving of two workers in packages/kernel',
  },
  {
    invariant: 'INV-10',
    says: 'every closing has its one report in time',
    how: 'packages/runtime/test/missions.sim.test.ts and apps/station/src/report-loop.crash.test.ts, killed at any moment; artisan day',
  },
  { invariant: 'INV-11..20', says: 'commands', how: noCommands },
  {
    invariant: 'INV-21..24',
    says: 'levels of autonomy',
    how: 'packages/kernel/src/autonomy; nothing above level 1 is granted yet',
  },
  {
    invariant: 'INV-25..29',
    says: 'signed readings and keys',
    how: 'nothing is signed by a device yet; a reading is unique by the key of its table',
  },
  {
    invariant: 'INV-33',
    says: 'nothing crosses organisations',
    how: 'one organisation to a data folder; packages/kernel/src/policy against Cedar',
  },
  {
    invariant: 'INV-34',
    says: 'every change names who asked',
    how: 'packages/server/src/http/access.test.ts',
  },
  {
    invariant: 'INV-35',
    says: 'what is not in the table is refused',
    how: 'packages/server/src/http/access.test.ts, every address by every role against Cedar',
  },
  {
    invariant: 'INV-36',
    says: 'two people where two are needed',
    how: 'packages/kernel/src/policy against Cedar',
  },
  { invariant: 'INV-37', says: 'time never goes back', how: simulated },
  {
    invariant: 'INV-38',
    says: 'a second station is refused',
    how: 'packages/storage/src/folder/lock.test.ts',
  },
  {
    invariant: 'INV-39..40',
    says: 'restore and backup',
    how: 'not built yet: a folder is copied while the station stands still',
  },
];
