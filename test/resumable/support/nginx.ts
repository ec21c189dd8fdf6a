import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { end, freePort, pathOf, run, temporaryFolder } from './programs.js';

export interface Nginx {
  /** HTTP/1.1 */
  readonly url: string;
  /** HTTP/2 and HTTP/1.1, with a certificate that it signed itself. */
  readonly secureUrl: string;
  stop(): Promise<void>;
}

/** An nginx before some nodes, set up as docs/resumable.md says. `files` are at `/static/`. */
export async function startNginx(
  nodes: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Nginx> {
  const folder = temporaryFolder();
  const [port, securePort] = [await freePort(), await freePort()];
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = [
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ];
  const options = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  spawnSync(pathOf('openssl'), ['req', '-x509', ...options, '-keyout', key, '-out', certificate]);
  mkdirSync(join(folder, 'temporary'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/temporary/${name};`,
  );
  mkdirSync(join(folder, 'static'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, 'static', name), content);
  }
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(
    configuration,
    `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 8192; }
http {
  access_log off;
  ${temporary.join('\n  ')}
  upstream nodes {
    ${nodes.map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;`).join('\n    ')}
    keepalive 16;
  }
  server {
    listen 127.0.0.1:${port};
    listen 127.0.0.1:${securePort} ssl http2;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    location /static/ { root ${folder}; types { text/html html; text/javascript js; } }
    location / {
      proxy_pass http://nodes;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_read_timeout 1h;
      proxy_connect_timeout 2s;
      proxy_next_upstream error timeout;
    }
  }
}
`,
  );
  const child = run(pathOf('nginx'), ['-c', configuration, '-e', join(folder, 'error.log')]);
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (const wanted of [port, securePort]) {
    while (!(await accepts(wanted))) {
      if (child.exitCode !== null) throw new Error(`nginx ended: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return {
    url: `http://127.0.0.1:${port}`,
    secureUrl: `https://127.0.0.1:${securePort}`,
    async stop() {
      // Its master ends its workers: after kill -9 they would live on.
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
