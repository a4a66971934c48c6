import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { DisplayChoices } from '#parts/DisplayChoices.tsx';
import { Panel } from '#parts/Panel.tsx';
import { PersonState } from '#parts/PersonState.tsx';
import { SpeedChoice } from '#parts/SpeedChoice.tsx';
import { setControls } from '#roasting/control-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './MenuPanel.module.css';

const cx = classNames(styles);

/** What roasts are, then who and what makes them, in the order in which it is wanted. */
const screens = [
  { to: '/', label: 'Roast' },
  { to: '/roasts', label: 'Saved roasts' },
  { to: '/coffees', label: 'Coffees' },
  { to: '/cuppings', label: 'Cupping' },
  { to: '/consistency', label: 'Consistency' },
  { to: '/inbox', label: 'Inbox' },
  { to: '/agents', label: 'Agents' },
  { to: '/machines', label: 'Machines' },
  { to: '/health', label: 'Health' },
  { to: '/people', label: 'People' },
  { to: '/settings', label: 'Settings' },
] as const;

/** The way to the other screens, and how this one looks. */
export function MenuPanel() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Panel label="Menu" trigger="Menu" open={isOpen} onOpenChange={setOpen}>
      <PersonState onLeave={close} />
      <nav className={cx('links')} aria-label="Screens">
        {screens.map(({ to, label }) => (
          <Link key={to} to={to} className={cx('link')} onClick={close}>
            {label}
          </Link>
        ))}
      </nav>
      <div className={cx('settings')}>
        <DisplayChoices />
        <SpeedChoice />
      </div>
      <Link
        to="/"
        className={cx('help')}
        onClick={() => {
          close();
          setControls({ isHelpOpen: true });
        }}
      >
        Keys <kbd>?</kbd>
      </Link>
    </Panel>
  );
}
