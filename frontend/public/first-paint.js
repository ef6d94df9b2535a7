// Sets the remembered colours before the first paint; ui/theme.ts owns the key and the rest.
try {
  const theme = localStorage.getItem('weft.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system's colours it is.
}
