import './Button.css';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { classes } from './classes';

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';
interface Look {
  look?: ButtonLook;
  /** 30 px in the editor, 34 px on pages */
  size?: 'small' | 'normal';
}

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look;

/** A verb and a noun. Says what it waits for through its own words, never by a bare spinner. */
export function Button({ look = 'plain', size = 'normal', className, ...rest }: ButtonProps) {
  return <button type="button" className={classes('btn', look, size, className)} {...rest} />;
}

export function LinkButton({
  look = 'plain',
  size = 'normal',
  className,
  ...rest
}: LinkProps & Look) {
  return <Link className={classes('btn', look, size, className)} {...rest} />;
}

type IconButtonProps = Omit<ButtonProps, 'children'> & { label: string; children: ReactNode };

/** A square button with a picture; `label` is its accessible name and its tooltip. */
export function IconButton({ label, className, look = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Button
      look={look}
      aria-label={label}
      title={label}
      className={classes('icon-only', className)}
      {...rest}
    />
  );
}
