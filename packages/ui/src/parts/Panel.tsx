import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './Panel.module.css';

const cx = classNames(styles);

/**
 * A button that opens a small panel beside itself. Never modal: the screen behind it stays alive, and the keys
 * of the roast go on outside the panel.
 */
export function Panel(props: {
  readonly label: string;
  readonly trigger: ReactNode;
  /** Which edges of trigger and panel stand below each other. */
  readonly align?: 'start' | 'end';
  readonly triggerClass?: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}) {
  const control = props.onOpenChange
    ? { open: props.open ?? false, onOpenChange: props.onOpenChange }
    : {};
  return (
    <Popover.Root modal={false} {...control}>
      <Popover.Trigger asChild>
        <button type="button" className={props.triggerClass ?? cx('trigger')}>
          {props.trigger}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={cx('panel')}
          aria-label={props.label}
          data-own-keys=""
          align={props.align ?? 'end'}
          sideOffset={8}
          collisionPadding={12}
        >
          {props.children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
