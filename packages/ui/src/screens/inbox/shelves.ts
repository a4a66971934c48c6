import type { MissionShelf } from '@artisan-ts/contracts';

/** The shelves of the inbox with what stands on them. */
export const shelves: readonly {
  readonly value: MissionShelf;
  readonly label: string;
  readonly empty: string;
}[] = [
  {
    value: 'needsYou',
    label: 'Needs you',
    empty:
      'Nothing waits for you. A roast whose data is too thin to be judged is held back here, with the reason and the button that resolves it.',
  },
  {
    value: 'underWay',
    label: 'Under way',
    empty: 'Nothing is under way. When a roast is closed, its report is made here by itself.',
  },
  {
    value: 'done',
    label: 'Done',
    empty: 'Nothing is done yet. Every roast that is closed gets its report here.',
  },
  {
    value: 'ended',
    label: 'Ended',
    empty: 'Nothing ended without a result. What was stopped, refused or failed is kept here.',
  },
];
