import { type ComponentType, lazy, Suspense } from 'react';
import { BrowserRouter, matchPath, Route, Routes } from 'react-router';
import { SignedIn } from './frame/SignedIn';
import { PageBoundary } from './PageBoundary';

type Load = () => Promise<ComponentType>;

const loadFrame: Load = async () => (await import('./frame/Frame')).Frame;
const loadEditor: Load = async () => (await import('./EditorPage')).EditorPage;
const loadSignIn: Load = async () => (await import('./SignInPage')).SignInPage;
const loadTry: Load = async () => (await import('./TryPage')).TryPage;

const loadSharedRun: Load = async () => (await import('./run/SharedRunPage')).SharedRunPage;

/** Each page is fetched when it is first opened; the editor brings the canvas with it. */
const FRAMED: { path: string; load: Load }[] = [
  { path: '/', load: async () => (await import('./HomePage')).HomePage },
  { path: '/apps/:user/:app/:tab?', load: async () => (await import('./AppPage')).AppPage },
  {
    path: '/apps/:user/:app/workflows/:workflow',
    load: async () => (await import('./WorkflowPage')).WorkflowPage,
  },
  {
    path: '/apps/:user/:app/workflows/:workflow/compare',
    load: async () => (await import('./compare/ComparePage')).ComparePage,
  },
  {
    path: '/apps/:user/:app/workflows/:workflow/runs/:run',
    load: async () => (await import('./run/RunPage')).RunPage,
  },
  {
    path: '/apps/:user/:app/models/:model',
    load: async () => (await import('./models/ModelPage')).ModelPage,
  },
  {
    path: '/operators/:operator?',
    load: async () => (await import('./OperatorsPage')).OperatorsPage,
  },
  { path: '/templates', load: async () => (await import('./TemplatesPage')).TemplatesPage },
  { path: '*', load: async () => (await import('./NotFoundPage')).NotFoundPage },
];
const EDITOR = '/apps/:user/:app/workflows/:workflow/edit';
const SIGN_IN = '/sign-in';
const SHARED_RUN = '/shared/runs/:code';
const TRY = '/try/:page';

/** Fetches the page of the address at once, beside the question who is signed in. */
function preload(pathname: string): void {
  if (matchPath(SIGN_IN, pathname)) void loadSignIn();
  else if (matchPath(SHARED_RUN, pathname)) void loadSharedRun();
  else if (matchPath(TRY, pathname)) void loadTry();
  else if (matchPath(EDITOR, pathname)) void loadEditor();
  else {
    void loadFrame();
    void FRAMED.find(({ path }) => matchPath(path, pathname))?.load();
  }
}
preload(location.pathname);

const page = (load: Load) => lazy(async () => ({ default: await load() }));
const Frame = page(loadFrame);
const Editor = page(loadEditor);
const SignIn = page(loadSignIn);
const SharedRun = page(loadSharedRun);
const Try = page(loadTry);
const PAGES = FRAMED.map(({ path, load }) => ({ path, Page: page(load) }));

/** Every address of the front end. */
export function Pages() {
  return (
    <BrowserRouter>
      <PageBoundary>
        <Suspense fallback={<p className="visually-hidden">Opening the page</p>}>
          <Routes>
            <Route path={SIGN_IN} element={<SignIn />} />
            <Route path={SHARED_RUN} element={<SharedRun />} />
            <Route path={TRY} element={<Try />} />
            <Route element={<SignedIn />}>
              <Route path={EDITOR} element={<Editor />} />
              <Route element={<Frame />}>
                {PAGES.map(({ path, Page }) => (
                  <Route key={path} path={path} element={<Page />} />
                ))}
              </Route>
            </Route>
          </Routes>
        </Suspense>
      </PageBoundary>
    </BrowserRouter>
  );
}
