import type { PersonDto } from '@artisan-ts/contracts';

type Role = PersonDto['roles'][number];

/** The roles of people, from looking to everything that concerns the site. */
export const roleWords: readonly {
  readonly role: Role;
  readonly label: string;
  readonly may: string;
}[] = [
  { role: 'viewer', label: 'Viewer', may: 'Looks at roasts and reports, and changes nothing.' },
  {
    role: 'operator',
    label: 'Operator',
    may: 'Roasts, marks, writes notes, enters quality, and releases what only thin data held back.',
  },
  {
    role: 'head',
    label: 'Head roaster',
    may: 'All of that; judges quality, profiles and every mission, and connects machines.',
  },
  {
    role: 'maintainer',
    label: 'Maintainer',
    may: 'Connects machines, changes settings, looks after devices and backups.',
  },
  {
    role: 'admin',
    label: 'Admin',
    may: 'People and their roles, settings, rules and missions. Does not roast by that alone.',
  },
];
