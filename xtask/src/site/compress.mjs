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

/** Files that are smaller than this many bytes are packed in more ways; of each file the best is kept. */
const SMALL = 100_000;

/** The ways to pack a file: what it is taken for, and how distances are written. Which one is best is different for each. */
function ways(length) {
  const usual = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: length,
  };
  const modes = [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_FONT].map((mode) => ({
    ...usual,
    [constants.BROTLI_PARAM_MODE]: mode,
  }));
  if (length > SMALL) return modes;
  return [0, 1].flatMap((postfix) =>
    [0, 1, 4].flatMap((direct) =>
      modes.map((way) => ({
        ...way,
        [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
        [constants.BROTLI_PARAM_NDIRECT]: direct << postfix,
      })),
    ),
  );
}

const lines = await Promise.all(
  files.map(async (name) => {
    const path = join(folder, name);
    const content = await readFile(path);
    const [gzipped, ...brotlis] = await Promise.all([
      promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
      ...ways(content.length).map((way) => promisify(brotliCompress)(content, { params: way })),
    ]);
    const brotli = brotlis.reduce((least, next) => (next.length < least.length ? next : least));
    if (brotli.length < content.length && gzipped.length < content.length) {
      await writeFile(`${path}.br`, brotli);
      await writeFile(`${path}.gz`, gzipped);
      await rm(path);
    }
    return `  ${name}: ${content.length} bytes, ${brotli.length} with brotli`;
  }),
);
console.log(lines.join("\n"));
