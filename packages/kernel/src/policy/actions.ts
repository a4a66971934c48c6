/** Whoever can be allowed something. The last three are no people. */
export const roles = [
  'viewer',
  'operator',
  'head',
  'maintainer',
  'admin',
  'device',
  'agent',
  'service',
] as const;
export type Role = (typeof roles)[number];

/** Roles a person can have, with the words a person reads. */
export const personRoles = {
  viewer: 'Viewer: looks, changes nothing.',
  operator: 'Operator: roasts, marks, notes, releases what only the data held back.',
  head: 'Head roaster: judges quality, profiles and missions.',
  maintainer: 'Maintainer: machines, devices, backups.',
  admin: 'Admin: people, rules, everything that concerns the site.',
} as const satisfies Partial<Record<Role, string>>;
export type PersonRole = keyof typeof personRoles;

/** Everything that can be allowed, in words that follow "may". What is not here is refused for everybody. */
export const actions = {
  'roast.read': 'see roasts and reports',
  'telemetry.publish': 'send readings',
  'roast.mark': 'start and end roasts and set marks',
  'roast.delete': 'delete and restore roasts',
  'note.write': 'write notes',
  'coffee.write': 'write coffees and lots',
  'quality.draft': 'enter quality and cup',
  'quality.sign': 'sign quality',
  'profile.draft': 'draft a profile',
  'profile.approve': 'approve a profile',
  'mission.create': 'ask for a mission',
  'mission.work': 'work on a mission',
  'mission.decide': 'release or reject a quarantined mission',
  'mission.retry': 'have a mission tried at once',
  'mission.cancel': 'cancel a mission',
  'mission.redrive': 'run a dead mission again',
  'command.propose': 'propose a command',
  'command.approve': 'approve a command of an agent',
  'command.veto': 'veto',
  'command.abort': 'abort',
  'stop.on': 'stop agents or writing',
  'stop.off': 'lift a stop',
  'machine.connect': 'add and connect machines',
  'machine.profile': 'change limits of a machine',
  'device.enrol': 'enrol a device',
  'device.revoke': 'suspend or revoke a device key',
  'level.promote': 'raise a level of autonomy',
  'level.demote': 'lower a level of autonomy',
  'site.configure': 'change the settings of this site',
  'governor.configure': 'change the rules of the governor',
  'registry.change': 'register agents, tools and models',
  'people.manage': 'manage people and roles',
  'audit.read': 'read the audit log',
  'audit.export': 'export the audit log',
  'data.export': 'export data',
  'data.delete': 'delete data',
  'backup.make': 'make a backup',
  'backup.restore': 'restore a backup',
  'update.install': 'install an update',
} as const;
export type Action = keyof typeof actions;
