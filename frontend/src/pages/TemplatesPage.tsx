import './home/home.css';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { TextInput } from '../ui/Field';
import { useTitle } from './frame/useTitle';
import { Gallery } from './gallery/Gallery';

/** The whole gallery; `?app=user/app` says where the chosen template is to go. */
export function TemplatesPage() {
  useTitle('Templates');
  const [params] = useSearchParams();
  const [search, setSearch] = useState(params.get('q') ?? '');
  const [user, app] = (params.get('app') ?? '').split('/');
  return (
    <>
      <div className="page-head">
        <h1>Templates</h1>
        <span className="spread" />
        <TextInput
          className="template-search"
          type="search"
          aria-label="Search templates"
          placeholder="Search templates"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
      </div>
      <Gallery search={search} into={user && app ? { user, app } : undefined} />
    </>
  );
}
