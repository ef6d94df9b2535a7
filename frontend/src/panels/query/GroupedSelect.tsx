interface GroupedSelectProps {
  label: string;
  value: string;
  groups: readonly { label: string; options: readonly { value: string; label: string }[] }[];
  /** stands first while nothing is chosen */
  placeholder?: string;
  className?: string;
  disabled?: boolean;
  onChange: (value: string) => void;
}

/** The browser's own list under headings. */
export function GroupedSelect(props: GroupedSelectProps) {
  const { label, value, groups, placeholder, className = '', disabled, onChange } = props;
  return (
    <select
      className={`select small ${className}`}
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    >
      {placeholder && <option value="">{placeholder}</option>}
      {groups.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
