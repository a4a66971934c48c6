import type { OpenHelp } from '#screens/connect/open-help.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** What to do about the system of the station's computer, with lines to copy. */
export function OpenHelpCard({ help }: { readonly help: OpenHelp }) {
  return (
    <section className={cx('help')} aria-label={help.title}>
      <h3>{help.title}</h3>
      {help.steps.map((step) => (
        <p key={step}>{step}</p>
      ))}
      {help.commands.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and a keyboard must get there.
        <pre tabIndex={0}>{help.commands.join('\n')}</pre>
      ) : null}
    </section>
  );
}
