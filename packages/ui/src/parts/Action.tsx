import type { ComponentProps } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './Action.module.css';

const cx = classNames(styles);

/** How much an action weighs on its screen: one primary at most. */
export type Weight = 'primary' | 'secondary' | 'quiet';

/** The class of an action, for links that look like one. */
export function actionClass(weight: Weight): string {
  return cx(weight);
}

/** A button with words. */
export function Action(props: ComponentProps<'button'> & { readonly weight?: Weight }) {
  const { weight = 'secondary', ...rest } = props;
  return <button type="button" {...rest} className={cx(weight)} />;
}
