import { ApiError } from './problem';
import type { ApiProblem } from './types';

let csrfToken = '';

/** Kept from the last *Me*; sent with every write. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  json?: unknown;
  form?: FormData | Blob;
  /** The call's Idempotency-Key: sent again after silence, it still happens once. */
  once?: string;
  signal?: AbortSignal;
  /** told how many bytes of the form have gone */
  onSent?: ((done: number, total: number) => void) | undefined;
}

function headersFor({ method = 'GET', json, once }: RequestOptions): Headers {
  const headers = new Headers({ Accept: 'application/json' });
  if (json !== undefined) headers.set('Content-Type', 'application/json');
  if (method !== 'GET') headers.set('X-CSRFToken', csrfToken);
  if (once) headers.set('Idempotency-Key', once);
  return headers;
}

async function reach(path: string, options: RequestOptions, again = false): Promise<Response> {
  try {
    if (options.form && options.onSent) {
      const { upload } = await import('./upload');
      return await upload(path, headersFor(options), options.form, options.onSent);
    }
    return await fetch(path, {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      headers: headersFor(options),
      ...(options.json !== undefined && { body: JSON.stringify(options.json) }),
      ...(options.form && { body: options.form }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    if (options.once && !again) return reach(path, options, true);
    throw new ApiError(0, {
      code: 'unreachable',
      message: 'The server did not answer. Check that it is running, then retry.',
    });
  }
}

function isProblem(value: unknown): value is { error: ApiProblem } {
  if (typeof value !== 'object' || value === null || !('error' in value)) return false;
  const { error } = value;
  return typeof error === 'object' && error !== null && 'message' in error;
}

async function problemFrom(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return body.error;
  return {
    code: `http_${response.status}`,
    message: `The server answered ${response.status} without saying why. Retry; if it stays, look at the server's log.`,
  };
}

/** One call of the editor's API. Throws ApiError. The shape of the answer is the caller's promise. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await reach(path, options);
  if (!response.ok) throw new ApiError(response.status, await problemFrom(response));
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}
