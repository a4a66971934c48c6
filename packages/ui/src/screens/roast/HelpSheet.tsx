import { keyHelp } from '#keyboard/key-map.ts';
import { Action } from '#parts/Action.tsx';
import { setControls, useControls } from '#roasting/control-store.ts';
import styles from './HelpSheet.module.css';

/** The keys. Not modal: the roast goes on, and the keys work while they are read. */
export function HelpSheet() {
  const isOpen = useControls((state) => state.isHelpOpen);
  if (!isOpen) return null;
  return (
    <section className={styles['sheet']} aria-label="Keys">
      <h2 className={styles['heading']}>Keys</h2>
      <dl className={styles['keys']}>
        {keyHelp.map(({ keys, does }) => (
          <div key={keys} className={styles['line']}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Action onClick={() => setControls({ isHelpOpen: false })}>Close</Action>
    </section>
  );
}
