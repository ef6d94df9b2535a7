import { ChevronDown, LogOut } from 'lucide-react';
import { useState } from 'react';
import { Link, NavLink, useNavigate } from 'react-router';
import { signOut } from '../../api/client';
import { queryClient, useMe } from '../../api/queries';
import { Button } from '../../ui/Button';
import { Logo } from '../../ui/Logo';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../../ui/Menu';
import { applyTheme, rememberedTheme, type Theme } from '../../ui/theme';

const THEMES: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

function UserMenu({ name }: { name: string }) {
  const [theme, setTheme] = useState(rememberedTheme);
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queryClient.clear();
    await navigate('/sign-in');
  };
  return (
    <Menu
      trigger={
        <Button look="quiet" aria-label={`Menu of ${name}`}>
          {name}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuLabel>Signed in as {name}</MenuLabel>
      <MenuLine />
      <MenuChoice
        label="Colours"
        value={theme}
        options={THEMES}
        onChange={(next) => {
          applyTheme(next);
          setTheme(next);
        }}
      />
      <MenuLine />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

export function TopBar() {
  const me = useMe();
  return (
    <header className="top-bar">
      <Link to="/" className="top-logo" aria-label="Weft, all apps">
        <Logo />
        <span className="top-name">Weft</span>
      </Link>
      <nav aria-label="Main">
        <NavLink to="/" end>
          Apps
        </NavLink>
        <NavLink to="/templates">Templates</NavLink>
        <NavLink to="/operators">Operators</NavLink>
      </nav>
      <span className="spread" />
      {me.data && <UserMenu name={me.data.name} />}
    </header>
  );
}
