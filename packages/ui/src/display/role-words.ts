import type { IdentityDto, PersonDto } from '@artisan-ts/contracts';

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

/** What is no person, and what it may. */
export const identityWords: Readonly<
  Record<IdentityDto['role'], { readonly label: string; readonly may: string }>
> = {
  device: { label: 'Device', may: 'Sends readings and hints of its one machine, nothing else.' },
  agent: { label: 'Agent', may: 'Reads roasts and reports of this site.' },
  service: { label: 'Service', may: 'Reads roasts and reports of this site.' },
};
