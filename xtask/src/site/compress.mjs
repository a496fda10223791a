// Node brings brotli and gzip along, so no crate has to be compiled for them.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const folder = process.argv[1];
const compressible = /\.(css|html|js|json|svg|txt|wasm)$/;
const files = (await readdir(folder)).filter(
  (name) => compressible.test(name) && name !== "manifest.json",
);

const lines = await Promise.all(
  files.map(async (name) => {
    const path = join(folder, name);
    const content = await readFile(path);
    const [brotli, gzipped] = await Promise.all([
      promisify(brotliCompress)(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
      promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    if (brotli.length < content.length && gzipped.length < content.length) {
      await writeFile(`${path}.br`, brotli);
      await writeFile(`${path}.gz`, gzipped);
      await rm(path);
    }
    return `  ${name}: ${content.length} bytes, ${brotli.length} with brotli`;
  }),
);
console.log(lines.join("\n"));
