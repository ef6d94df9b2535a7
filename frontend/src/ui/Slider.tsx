import './Slider.css';
import { classes } from './classes';

interface SliderProps {
  label: string;
  value: number;
  min?: number;
  max?: number;
  step?: number;
  onChange: (value: number) => void;
  /** told once, when the hand lets go */
  onCommit?: (value: number) => void;
  id?: string;
  className?: string;
  disabled?: boolean;
}

export function Slider({
  label,
  value,
  min = 0,
  max = 1,
  step = 0.01,
  onChange,
  onCommit,
  id,
  className,
  disabled,
}: SliderProps) {
  const filled = max > min ? ((value - min) / (max - min)) * 100 : 0;
  return (
    <input
      type="range"
      id={id}
      className={classes('slider', className)}
      aria-label={label}
      value={value}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      style={{ '--filled': `${filled}%` } as React.CSSProperties}
      onChange={(event) => {
        onChange(event.target.valueAsNumber);
      }}
      onPointerUp={(event) => onCommit?.(event.currentTarget.valueAsNumber)}
      onKeyUp={(event) => onCommit?.(event.currentTarget.valueAsNumber)}
    />
  );
}
