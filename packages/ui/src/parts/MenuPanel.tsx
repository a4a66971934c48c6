import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { inboxOpened } from '#display/inbox-address.ts';
import { DisplayChoices } from '#parts/DisplayChoices.tsx';
import { Panel } from '#parts/Panel.tsx';
import { PersonState } from '#parts/PersonState.tsx';
import { SpeedChoice } from '#parts/SpeedChoice.tsx';
import { setControls } from '#roasting/control-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './MenuPanel.module.css';

const cx = classNames(styles);

/** The way to the other screens, and how this one looks. */
export function MenuPanel() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Panel label="Menu" trigger="Menu" open={isOpen} onOpenChange={setOpen}>
      <PersonState onLeave={close} />
      <nav className={cx('links')} aria-label="Screens">
        <Link to="/" className={cx('link')} onClick={close}>
          Roast
        </Link>
        <Link to="/roasts" className={cx('link')} onClick={close}>
          Saved roasts
        </Link>
        <Link to="/coffees" className={cx('link')} onClick={close}>
          Coffees
        </Link>
        <Link to="/cuppings" className={cx('link')} onClick={close}>
          Cupping
        </Link>
        <Link to="/consistency" className={cx('link')} onClick={close}>
          Consistency
        </Link>
        <Link to="/inbox" search={inboxOpened} className={cx('link')} onClick={close}>
          Inbox
        </Link>
        <Link to="/agents" className={cx('link')} onClick={close}>
          Agents
        </Link>
        <Link to="/machines" className={cx('link')} onClick={close}>
          Machines
        </Link>
        <Link to="/health" className={cx('link')} onClick={close}>
          Health
        </Link>
        <Link to="/people" className={cx('link')} onClick={close}>
          People
        </Link>
        <Link to="/settings" className={cx('link')} onClick={close}>
          Settings
        </Link>
      </nav>
      <div className={cx('settings')}>
        <DisplayChoices />
        <SpeedChoice />
      </div>
      <button
        type="button"
        className={cx('help')}
        onClick={() => {
          close();
          setControls({ isHelpOpen: true });
        }}
      >
        Keys <kbd>?</kbd>
      </button>
    </Panel>
  );
}
