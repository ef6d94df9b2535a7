import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ErrorNote } from '../ui/ErrorNote';

interface CatcherProps {
  path: string;
  children: ReactNode;
}
interface CatcherState {
  caught: { error: unknown; path: string } | null;
}

/** Only a class can catch what its children throw while they are drawn. */
class Catcher extends Component<CatcherProps, CatcherState> {
  override state: CatcherState = { caught: null };

  override componentDidCatch(error: unknown) {
    this.setState({ caught: { error, path: this.props.path } });
  }

  override render() {
    const { caught } = this.state;
    if (caught?.path !== this.props.path) return this.props.children;
    return (
      <main className="page">
        <ErrorNote
          title="This page could not be drawn"
          error={caught.error}
          onRetry={() => {
            location.reload();
          }}
        />
      </main>
    );
  }
}

/** Says so when drawing a page failed; another address starts afresh. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Catcher path={pathname}>{children}</Catcher>;
}
