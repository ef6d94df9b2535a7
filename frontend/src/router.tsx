import { createBrowserRouter } from 'react-router';
import { AppPage } from './pages/AppPage';
import { BrokenPage } from './pages/BrokenPage';
import { Frame } from './pages/frame/Frame';
import { SignedIn } from './pages/frame/SignedIn';
import { HomePage } from './pages/HomePage';
import { NotFoundPage } from './pages/NotFoundPage';
import { OperatorsPage } from './pages/OperatorsPage';
import { SignInPage } from './pages/SignInPage';
import { WorkflowPage } from './pages/WorkflowPage';

/** The editor brings the canvas with it, so it is fetched when it is first opened. */
async function editorRoute() {
  const { default: Component } = await import('./pages/EditorPage');
  return { Component };
}

export const router = createBrowserRouter([
  {
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <p className="visually-hidden">Opening the page</p>,
    children: [
      { path: '/sign-in', element: <SignInPage /> },
      {
        element: <SignedIn />,
        children: [
          { path: '/apps/:user/:app/workflows/:workflow/edit', lazy: editorRoute },
          {
            element: <Frame />,
            children: [
              { path: '/', element: <HomePage /> },
              { path: '/apps/:user/:app/:tab?', element: <AppPage /> },
              { path: '/apps/:user/:app/workflows/:workflow', element: <WorkflowPage /> },
              { path: '/operators/:operator?', element: <OperatorsPage /> },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
