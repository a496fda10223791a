// Somebody who has signed in, without a browser.

/** Signs in; returns the cookie of the session. */
export async function openSession(url, { email, password }) {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`signing in answered ${answer.status}`);
  return cookie;
}

/** What asks the server as the console does: by the name of a deed and what it needs, as JSON or as the fields of a form. */
export async function openConsole(url, person) {
  const cookie = await openSession(url, person);
  return async (deed, body) => {
    const headers = { cookie, origin: url, accept: 'application/json' };
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const answer = await fetch(`${url}/api/${deed}`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${deed} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
}
