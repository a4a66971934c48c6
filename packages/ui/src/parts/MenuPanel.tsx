import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Choice } from '#parts/Choice.tsx';
import { Panel } from '#parts/Panel.tsx';
import { SpeedChoice } from '#parts/SpeedChoice.tsx';
import { setPreferences, type Theme, usePreferences } from '#preferences/preferences.ts';
import { setControls } from '#roasting/control-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './MenuPanel.module.css';

const cx = classNames(styles);
const onOff = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;

/** The way to the other screens, and how this one looks. */
export function MenuPanel() {
  const [isOpen, setOpen] = useState(false);
  const preferences = usePreferences();
  const close = () => setOpen(false);
  return (
    <Panel label="Menu" trigger="Menu" open={isOpen} onOpenChange={setOpen}>
      <nav className={cx('links')} aria-label="Screens">
        <Link to="/" className={cx('link')} onClick={close}>
          Roast
        </Link>
        <Link to="/roasts" className={cx('link')} onClick={close}>
          Saved roasts
        </Link>
        <Link to="/machines" className={cx('link')} onClick={close}>
          Machines
        </Link>
      </nav>
      <div className={cx('settings')}>
        <Choice
          label="Temperature"
          value={preferences.unit}
          options={[
            { value: 'C', label: '\u00b0C' },
            { value: 'F', label: '\u00b0F' },
          ]}
          onChange={(unit) => setPreferences({ unit })}
        />
        <Choice<Theme>
          label="Theme"
          value={preferences.theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => setPreferences({ theme })}
        />
        <Choice
          label="Colours safe for any colour vision"
          value={preferences.colourSafe ? 'on' : 'off'}
          options={onOff}
          onChange={(value) => setPreferences({ colourSafe: value === 'on' })}
        />
        <Choice
          label={'\u0394ET, rate of rise of ET'}
          value={preferences.showEtRate ? 'on' : 'off'}
          options={onOff}
          onChange={(value) => setPreferences({ showEtRate: value === 'on' })}
        />
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
