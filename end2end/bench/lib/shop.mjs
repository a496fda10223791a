// A customer's page on another origin, with and without the tag.

import { createServer } from 'node:http';
import { once } from 'node:events';

const paragraph = 'We roast twice a week, in small batches, and send what we roast on the same day. '.repeat(6);

function page(tag) {
  const items = Array.from({ length: 30 }, (_, index) => `<li><h2>Coffee ${index + 1}</h2><p>${paragraph}</p></li>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour Coffee</title>
<link rel="icon" href="data:,">${tag}</head><body><h1>Harbour Coffee</h1><ul>${items.join('')}</ul></body></html>`;
}

/** Serves `/with` and `/without` the script tag of the widget at `url`. */
export async function openShop(url) {
  const pages = {
    '/with': page(`<script async src="${url}/widget.js" data-channel="website"></script>`),
    '/without': page(''),
  };
  const server = createServer((request, response) => {
    const body = pages[request.url];
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // Another site than the console's 127.0.0.1, not only another port.
    url: `http://localhost:${server.address().port}`,
    close: () => server.close(),
  };
}
