/** Sends a form and tells how much of it has gone: what fetch cannot. */
export function upload(
  path: string,
  headers: Headers,
  form: FormData | Blob,
  onSent: (done: number, total: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', path);
    call.responseType = 'text';
    headers.forEach((value, name) => {
      call.setRequestHeader(name, value);
    });
    call.upload.onprogress = ({ loaded, total }) => {
      onSent(loaded, total);
    };
    call.onload = () => {
      resolve(new Response(call.responseText, { status: call.status }));
    };
    call.onerror = () => {
      reject(new TypeError('The upload did not reach the server.'));
    };
    call.send(form);
  });
}
