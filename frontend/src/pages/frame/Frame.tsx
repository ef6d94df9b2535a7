import './Frame.css';
import { Outlet, ScrollRestoration } from 'react-router';
import { TopBar } from './TopBar';

/** What every page but the editor stands in. */
export function Frame() {
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <TopBar />
      <main className="page" id="content">
        <Outlet />
      </main>
      <ScrollRestoration getKey={({ pathname }) => pathname} />
    </>
  );
}
