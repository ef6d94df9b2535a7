import './Frame.css';
import { Suspense, useLayoutEffect } from 'react';
import { NavigationType, Outlet, useLocation, useNavigationType } from 'react-router';
import { Loading } from './Loading';
import { TopBar } from './TopBar';

/** A page that was not seen before starts at its top; the browser itself goes back to where one was. */
function useScrollToTop() {
  const { pathname } = useLocation();
  const type = useNavigationType();
  useLayoutEffect(() => {
    if (type !== NavigationType.Pop) window.scrollTo(0, 0);
  }, [pathname, type]);
}

/** What every page but the editor stands in. */
export function Frame() {
  useScrollToTop();
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <TopBar />
      <main className="page" id="content">
        <Suspense fallback={<Loading what="the page" />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}
